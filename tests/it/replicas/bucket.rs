//! A server that speaks S3, on loopback: nobody's here, over a folder.

use std::net::SocketAddr;
use std::path::Path;

use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

const KEY: &str = "keeper";
const SECRET: &str = "of-the-lamp";

/// A server with one bucket, until it is dropped.
pub struct Bucket {
    address: SocketAddr,
    name: String,
    _runtime: Runtime,
}

impl Bucket {
    /// Serves a bucket of this name, whose objects lie in a folder of its name below this one.
    pub fn start(folder: &Path, name: &str) -> Bucket {
        std::fs::create_dir_all(folder.join(name)).expect("made");
        let mut service =
            S3ServiceBuilder::new(FileSystem::new(folder).expect("the folder is there"));
        service.set_auth(SimpleAuth::from_single(KEY, SECRET));
        let service = service.build();
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        let runtime = builder.worker_threads(2).enable_all().build().expect("a runtime");
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a free port");
        let address = listener.local_addr().expect("bound");
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let service = service.clone();
                tokio::spawn(async move {
                    // A client that goes away is its own matter.
                    let _ =
                        http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
                });
            }
        });
        Bucket { address, name: name.to_owned(), _runtime: runtime }
    }

    /// The place in it whose objects' names begin so.
    pub fn place(&self, prefix: &str) -> String {
        format!("s3://{}/{prefix}", self.name)
    }

    /// How it is reached: variables of the environment with their values.
    pub fn environment(&self) -> [(&'static str, String); 5] {
        [
            ("AWS_ENDPOINT", format!("http://{}", self.address)),
            ("AWS_ALLOW_HTTP", "true".to_owned()),
            ("AWS_REGION", "us-east-1".to_owned()),
            ("AWS_ACCESS_KEY_ID", KEY.to_owned()),
            ("AWS_SECRET_ACCESS_KEY", SECRET.to_owned()),
        ]
    }
}
