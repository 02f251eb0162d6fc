//! `s2low-simulator --port 8080 --site DIR --demonstration DIR`

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use lexopt::prelude::{Long, Short, ValueExt};
use s2low_simulator::{Config, Error, Simulator, demonstration};

const USAGE: &str = "\
An S2low for tests and demonstration, on 127.0.0.1 only.

s2low-simulator [--port 8080] [--site DIR] [--demonstration DIR] [--work-dir DIR]

  --port           the port to listen on (8080)
  --site           the folder of the static page, served at /
  --demonstration  put demonstration files and a certificate there, and trust the certificate
  --work-dir       keep uploaded files and trusted authorities there (a temporary folder)
";

/// The status of a file in a demonstration moves slowly enough to be seen.
const WORKER_DELAY: Duration = Duration::from_secs(1);
const TRANSMISSION_DELAY: Duration = Duration::from_secs(4);

struct Options {
    port: u16,
    site: Option<PathBuf>,
    demonstration: Option<PathBuf>,
    work_dir: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = match options() {
        Ok(Some(options)) => options,
        Ok(None) => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprint!("{error}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match run(options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// `None` when only the usage was asked for.
fn options() -> Result<Option<Options>, lexopt::Error> {
    let mut options = Options { port: 8080, site: None, demonstration: None, work_dir: None };
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("port") => options.port = arguments.value()?.parse()?,
            Long("site") => options.site = Some(arguments.value()?.into()),
            Long("demonstration") => options.demonstration = Some(arguments.value()?.into()),
            Long("work-dir") => options.work_dir = Some(arguments.value()?.into()),
            Long("help") | Short('h') => return Ok(None),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Some(options))
}

async fn run(options: Options) -> Result<(), Error> {
    let temporary =
        tempfile::tempdir().map_err(|source| Error::File { path: std::env::temp_dir(), source })?;
    let work_dir = options.work_dir.unwrap_or_else(|| temporary.path().to_owned());
    let simulator = Simulator::start(Config {
        port: options.port,
        site: options.site,
        worker_delay: WORKER_DELAY,
        transmission_delay: Some(TRANSMISSION_DELAY),
        ..Config::new(work_dir)
    })
    .await?;
    println!("Page and S2low:  http://localhost:{}/", simulator.address().port());
    if let Some(folder) = options.demonstration {
        demonstrate(&simulator, &folder).await?;
    }
    println!("Ctrl-C ends it.");
    stop_signal().await;
    simulator.stop().await;
    Ok(())
}

async fn demonstrate(simulator: &Simulator, folder: &std::path::Path) -> Result<(), Error> {
    let material = demonstration::prepare(folder).await?;
    let authority = tokio::fs::read_to_string(&material.authority)
        .await
        .map_err(|source| Error::File { path: material.authority.clone(), source })?;
    simulator.trust(&authority).await?;
    for (number, file) in material.pes.iter().enumerate() {
        println!("{:<17}{}", if number == 0 { "PES files:" } else { "" }, file.display());
    }
    println!("Certificate:     {}", material.certificate.display());
    println!("Its password:    {}", demonstration::PASSWORD);
    println!("Its authority:   {}", material.authority.display());
    Ok(())
}

/// Waits for Ctrl-C, or for what a parent process sends.
async fn stop_signal() {
    #[cfg(unix)]
    if let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        return;
    }
    // Without a signal handler there is nothing to wait for.
    let _ = tokio::signal::ctrl_c().await;
}
