// Reads our checkpoint and tiles with Go's own implementation of signed notes and transparency logs.
//
// usage: go run verify.go FOLDER KEY
// FOLDER holds what the log serves: checkpoint, tile/...; KEY is the log's public key.
package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type tiles struct{ folder string }

func (t tiles) Height() int { return 8 }

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		// C2SP's paths leave out the height.
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(t.folder, path))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func main() {
	folder, key := os.Args[1], os.Args[2]
	text, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	check(err)
	verifier, err := note.NewVerifier(key)
	check(err)
	opened, err := note.Open(text, note.VerifierList(verifier))
	check(err)
	// The first line is the log's name; the rest is what Go's tlog calls a tree.
	lines := strings.SplitN(opened.Text, "\n", 4)
	var size int64
	_, err = fmt.Sscan(lines[1], &size)
	check(err)
	root, err := tlog.ParseHash(lines[2])
	check(err)
	tree := tlog.Tree{N: size, Hash: root}
	reader := tlog.TileHashReader(tree, tiles{folder})
	leaves := 0
	for first := int64(0); first < size; first += 256 {
		width := size - first
		if width > 256 {
			width = 256
		}
		path := strings.Replace(tlog.Tile{H: 8, L: -1, N: first / 256, W: int(width)}.Path(), "tile/8/data/", "tile/entries/", 1)
		data, err := os.ReadFile(filepath.Join(folder, path))
		check(err)
		for i := int64(0); i < width; i++ {
			length := int(binary.BigEndian.Uint16(data))
			leaf := data[2 : 2+length]
			data = data[2+length:]
			proof, err := tlog.ProveRecord(size, first+i, reader)
			check(err)
			check(tlog.CheckRecord(proof, size, root, first+i, tlog.RecordHash(leaf)))
			leaves++
		}
		if len(data) != 0 {
			check(fmt.Errorf("%d bytes after the last leaf", len(data)))
		}
	}
	fmt.Println(leaves)
}
