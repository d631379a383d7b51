# A family in drawings and words.

pedigree = Pedigree
pedigree-with-remains = Pedigree with the remains in place
pedigree-of = Pedigree of { $count ->
    [one] one person
   *[other] { $count } people
  }. Missing: { $missing }. Gave DNA: { $typed }.
pedigree-nobody = nobody
pedigree-related = { $one } and { $other } are related to each other.
founder-inbred = parents related (inbreeding { $coefficient })
founder-related = related to { $other } (kinship { $coefficient })
symbols = Symbols
gave-dna = gave DNA
legend-missing = missing (?)
legend-relatives-who-married = relatives who married
legend-shapes = square: male, circle: female, diamond: sex not known
