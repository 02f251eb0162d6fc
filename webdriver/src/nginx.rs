//! nginx with a configuration out of `docs/deploy.md`, so that what is documented is what is tested.

use std::fmt::Write as _;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::folders::workspace;

const START: Duration = Duration::from_secs(10);

/// A running nginx; dropping it ends it.
#[derive(Debug)]
pub struct Nginx {
    child: Child,
    port: u16,
}

impl Nginx {
    /// Starts nginx with the block that the document marks `tested: <mark>`, each passage of `places` replaced.
    ///
    /// # Panics
    /// When a passage is not in the block, or nginx does not listen.
    pub fn start(mark: &str, folder: &Path, places: &[(&str, &str)]) -> Self {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
        let mut block = documented(mark);
        let listen = format!("listen 127.0.0.1:{port} ssl;");
        for (from, to) in [("listen 443 ssl;", listen.as_str())].iter().chain(places) {
            assert!(block.contains(from), "“{from}” is not in the block “{mark}” of docs/deploy.md");
            block = block.replace(from, to);
        }
        let mut config = String::from("daemon off;\nworker_processes 1;\nerror_log stderr warn;\n");
        // Workers of root's nginx would be nobody, who may not read a temporary folder.
        if rustix::process::geteuid().is_root() {
            config.push_str("user root;\n");
        }
        let here = folder.display();
        writeln!(
            config,
            "pid {here}/pid;\nevents {{}}\nhttp {{\ninclude /etc/nginx/mime.types;\naccess_log off;"
        )
        .unwrap();
        for kind in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"] {
            writeln!(config, "{kind}_temp_path {here}/{kind};").unwrap();
        }
        writeln!(config, "{block}}}").unwrap();
        std::fs::create_dir_all(folder).unwrap();
        let file = folder.join("nginx.conf");
        std::fs::write(&file, config).unwrap();
        let child = Command::new("/usr/sbin/nginx")
            .arg("-c")
            .arg(&file)
            .arg("-p")
            .arg(folder)
            .stdin(Stdio::null())
            .spawn();
        let child = child.unwrap_or_else(|error| panic!("nginx does not start: {error}"));
        let nginx = Self { child, port };
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            assert!(start.elapsed() < START, "nginx does not listen; its words are above");
            std::thread::sleep(Duration::from_millis(20));
        }
        nginx
    }

    /// `https://127.0.0.1:<port>/`
    pub fn url(&self) -> String {
        format!("https://127.0.0.1:{}/", self.port)
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // Told to end, the master ends its workers; killed, it would leave them.
        let pid = rustix::process::Pid::from_child(&self.child);
        let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
        let _ = self.child.wait();
    }
}

/// The block of `docs/deploy.md` that follows this mark.
fn documented(mark: &str) -> String {
    let document = std::fs::read_to_string(workspace().join("docs").join("deploy.md")).unwrap();
    let (_, rest) =
        document.split_once(&format!("<!-- tested: {mark} -->\n```nginx\n")).expect("a marked block");
    rest.split_once("```").unwrap().0.to_owned()
}
