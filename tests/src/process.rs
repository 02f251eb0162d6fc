//! Running a program and keeping all it answers.

use std::ffi::OsStr;
use std::io::Write;
use std::process::{Command, Stdio};
use std::thread;

/// What a program answered.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The exit code; -1 where a signal ended it.
    pub code: i32,
    /// Standard output.
    pub out: Vec<u8>,
    /// Standard error, as text.
    pub err: String,
}

impl Answer {
    /// Standard output as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.out).into_owned()
    }

    /// Both outputs as one text, for messages.
    pub fn all(&self) -> String {
        format!("exit {}\n{}{}", self.code, self.text(), self.err)
    }
}

/// Runs `command` to its end, with `input` on its standard input.
pub fn run(command: &mut Command, input: &[u8]) -> Answer {
    let name = command.get_program().to_os_string();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap_or_else(|why| panic!("{} does not start: {why}", name.display()));
    let mut stdin = child.stdin.take().unwrap();
    let output = thread::scope(|scope| {
        // A program that refuses early closes its input: that is its right.
        scope.spawn(move || drop(stdin.write_all(input)));
        child.wait_with_output().unwrap()
    });
    Answer {
        code: output.status.code().unwrap_or(-1),
        out: output.stdout,
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Runs `program` with `arguments`; anything but exit 0 ends the test with what it said.
pub fn must<S: AsRef<OsStr>>(program: &str, arguments: impl IntoIterator<Item = S>) -> Vec<u8> {
    let mut command = Command::new(program);
    command.args(arguments);
    let answer = run(&mut command, b"");
    assert!(answer.code == 0, "{command:?}\n{}", answer.all());
    answer.out
}
