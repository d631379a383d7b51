//! Originals, in a folder and in an object store that speaks S3.

use std::net::SocketAddr;
use std::sync::Arc;

use hyper_util::rt::{TokioExecutor, TokioIo};
use kintrace_store::originals::{Originals, OriginalsError, sha256};
use object_store::aws::AmazonS3Builder;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;

const KEY: &str = "a-key-of-the-tests";

/// An S3 server on a folder, whose bucket is `originals`.
async fn s3(folder: &std::path::Path) -> SocketAddr {
    std::fs::create_dir(folder.join("originals")).expect("a bucket");
    let service = {
        let mut builder = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder).expect("a folder"));
        builder.set_auth(SimpleAuth::from_single(KEY, KEY));
        builder.build()
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let service = service.clone();
            tokio::spawn(async move {
                let server = hyper_util::server::conn::auto::Builder::new(TokioExecutor::new());
                let _ = server.serve_connection(TokioIo::new(socket), service).await;
            });
        }
    });
    address
}

fn client(address: SocketAddr, key: &str) -> Originals {
    let store = AmazonS3Builder::new()
        .with_endpoint(format!("http://{address}"))
        .with_allow_http(true)
        .with_region("us-east-1")
        .with_bucket_name("originals")
        .with_access_key_id(key)
        .with_secret_access_key(KEY)
        .build()
        .expect("a client");
    Originals::in_store(Arc::new(store))
}

/// Where the bytes of a test's object store are.
fn file(folder: &std::path::Path, name: &str) -> std::path::PathBuf {
    folder.join(&name[..2]).join(&name[2..4]).join(name)
}

async fn kept_as_they_are(originals: &Originals, folder: &std::path::Path) {
    // A photograph of three megabytes, and nothing at all.
    let photograph: Vec<u8> =
        (0_u32..3_000_000).map(|i| u8::try_from(i.wrapping_mul(2_654_435_761) >> 24).unwrap()).collect();
    for bytes in [photograph, Vec::new()] {
        let name = originals.keep(bytes.clone()).await.expect("kept");
        assert_eq!(name, sha256(&bytes));
        assert_eq!(originals.get(&name).await.expect("read"), Some(bytes.clone()));
        // Once more is the same once.
        assert_eq!(originals.keep(bytes.clone()).await.expect("kept"), name);
        assert_eq!(std::fs::read(file(folder, &name)).expect("there"), bytes);
    }
    assert_eq!(originals.get(&"0".repeat(64)).await.expect("asked"), None);
    for bad in ["", "../../etc/passwd", &"A".repeat(64)] {
        assert!(matches!(originals.get(bad).await, Err(OriginalsError::Name(_))), "{bad}");
    }
    // Changed behind the program's back.
    let name = originals.keep(b"a photograph".to_vec()).await.expect("kept");
    std::fs::write(file(folder, &name), b"another one").expect("written");
    assert!(matches!(originals.get(&name).await, Err(OriginalsError::Damaged(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn originals_in_a_folder() {
    let folder = tempfile::tempdir().expect("folder");
    let place = folder.path().join("originals");
    kept_as_they_are(&Originals::in_folder(&place).expect("opened"), &place).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn originals_in_s3() {
    let folder = tempfile::tempdir().expect("folder");
    let address = s3(folder.path()).await;
    kept_as_they_are(&client(address, KEY), &folder.path().join("originals")).await;
    let stranger = client(address, "somebody").keep(b"x".to_vec()).await;
    assert!(matches!(stranger, Err(OriginalsError::Store(_))), "{stranger:?}");
}
