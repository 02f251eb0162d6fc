//! The processes behind a browser: its driver, and a screen where one is needed.

use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

/// How long a program may take to listen.
const START: Duration = Duration::from_secs(40);
/// The screen that Xvfb offers: higher than any page is long.
const SCREEN: &str = "1600x8000x24";

/// A WebDriver server, and whatever it starts, as one group of processes.
#[derive(Debug)]
pub(crate) struct Driver {
    group: Group,
    port: u16,
    // Ended after what is shown on it.
    _screen: Option<Screen>,
}

impl Driver {
    /// Starts `command`, which chooses a port itself and names it on its standard output.
    pub(crate) fn start(mut command: Command, folder: &Path) -> Self {
        at_home(&mut command, folder).stdout(Stdio::piped());
        let mut group = Group::start(command);
        let port = announced(&mut group, port_in);
        Self { group, port, _screen: None }
    }

    /// Starts `command`, which has to be told its port, on a screen of its own.
    pub(crate) fn start_on_a_screen(mut command: Command, folder: &Path) -> Self {
        let screen = Screen::start();
        let port = free_port();
        at_home(&mut command, folder).arg(format!("--port={port}")).env("DISPLAY", &screen.name);
        command.stdout(Stdio::null());
        let group = Group::start(command);
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            assert!(start.elapsed() < START, "{} does not listen", group.name);
            thread::sleep(Duration::from_millis(20));
        }
        Self { group, port, _screen: Some(screen) }
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The number of the group of processes.
    pub(crate) fn group(&self) -> u32 {
        self.group.child.id()
    }

    /// Ends it and its browser at once.
    pub(crate) fn kill(&mut self) {
        self.group.kill();
    }
}

/// What a program needs to know about a person, all of it in `folder`.
fn at_home<'a>(command: &'a mut Command, folder: &Path) -> &'a mut Command {
    command.env("TMPDIR", folder).env("HOME", folder).env("LANGUAGE", "fr")
}

/// A screen that nobody sees.
#[derive(Debug)]
struct Screen {
    _group: Group,
    name: String,
}

impl Screen {
    fn start() -> Self {
        let mut command = Command::new("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"]).stdout(Stdio::piped());
        let mut group = Group::start(command);
        let number: u16 = announced(&mut group, |line| line.trim().parse().ok());
        Self { _group: group, name: format!(":{number}") }
    }
}

/// A program and all that it starts; dropping it ends them.
#[derive(Debug)]
struct Group {
    child: Child,
    name: String,
}

impl Group {
    fn start(mut command: Command) -> Self {
        let name = command.get_program().to_string_lossy().into_owned();
        command.stdin(Stdio::null()).stderr(Stdio::null()).process_group(0);
        let child = command.spawn().unwrap_or_else(|error| {
            panic!("{name} does not start ({error}): `cargo xtask test` installs what the journeys need")
        });
        Self { child, name }
    }

    /// The group: a driver that is killed alone leaves its browser behind.
    fn kill(&mut self) {
        let _ = kill_process_group(Pid::from_child(&self.child), Signal::KILL);
        let _ = self.child.wait();
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.kill();
    }
}

/// What a program says on its standard output; what follows is read and forgotten.
fn announced<T: Send + 'static>(group: &mut Group, read: fn(&str) -> Option<T>) -> T {
    let output = group.child.stdout.take().unwrap();
    first(output, read).unwrap_or_else(|| panic!("{} said nothing within {} s", group.name, START.as_secs()))
}

fn first<T: Send + 'static>(output: impl Read + Send + 'static, read: fn(&str) -> Option<T>) -> Option<T> {
    let (found, first) = mpsc::channel();
    thread::spawn(move || {
        for value in BufReader::new(output).lines().map_while(Result::ok).filter_map(|line| read(&line)) {
            let _ = found.send(value);
        }
    });
    first.recv_timeout(START).ok()
}

/// The port in "… started successfully on port 41234." (chromedriver) or "Listening on 127.0.0.1:41234" (geckodriver).
fn port_in(line: &str) -> Option<u16> {
    let (_, end) = line.rsplit_once("on port ").or_else(|| line.rsplit_once("Listening on 127.0.0.1:"))?;
    // chromedriver first says that it was asked for port 0.
    end.trim_end_matches('.').parse().ok().filter(|port| *port > 0)
}

fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_what_each_driver_says() {
        assert_eq!(port_in("Starting ChromeDriver 148 on port 0"), None);
        assert_eq!(port_in("ChromeDriver was started successfully on port 41234."), Some(41234));
        assert_eq!(port_in("1764\tgeckodriver\tINFO\tListening on 127.0.0.1:41235"), Some(41235));
        assert_eq!(port_in("Only local connections are allowed."), None);
    }
}
