//! `s2low-simulator --port 8080 --site DIR --demonstration DIR --tls`

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use lexopt::prelude::{Long, Short, ValueExt};
use s2low_simulator::tls::{self, Connections};
use s2low_simulator::{Account, Acquit, Config, Error, Fault, Simulator, Version, demonstration};
use tokio::io::{AsyncBufReadExt as _, BufReader};

const USAGE: &str = "\
An S2low for tests and demonstration, on 127.0.0.1 only.

s2low-simulator [--port 8080] [--site DIR] [--demonstration DIR] [--work-dir DIR]
                [--tls] [--v6] [--acquit positive|negative|invalid] [--fault NAME]

  --port           the port to listen on (8080)
  --site           the folder of the static page, served at /
  --demonstration  put demonstration files and a certificate there, and trust the certificate
  --work-dir       keep transactions, files and authorities there (a temporary folder); the next run goes on
  --tls            demand a client certificate, as S2low does; ready-made ones are put into the working folder
  --v6             be S2low 6.0, which no longer signs, and not 5.1
  --acquit         what the DGFiP answers (positive)
  --fault          a trouble from the beginning; its name typed later switches to it: slow, cut, lost-answer, 500, 502, 503, lost-session, portal,
                   virus, full-window, wrong-clock
";

/// Opens the accounts that share a certificate.
const SHARED_PASSWORD: &str = "demonstration";

/// The status of a file in a demonstration moves slowly enough to be seen.
const WORKER_DELAY: Duration = Duration::from_secs(1);
const TRANSMISSION_DELAY: Duration = Duration::from_secs(4);
const ACQUIT_DELAY: Duration = Duration::from_secs(10);

/// What `--acquit` takes.
const ACQUITS: &[(&str, Acquit)] =
    &[("positive", Acquit::Positive), ("negative", Acquit::Negative), ("invalid", Acquit::Invalid)];

/// What `--fault` takes.
const FAULTS: &[(&str, Fault)] = &[
    ("slow", Fault::SlowUpload { bytes_per_second: 200_000 }),
    ("cut", Fault::UploadInterrupted { after: 50_000 }),
    ("lost-answer", Fault::AnswerLost),
    ("500", Fault::ServerError500),
    ("502", Fault::ServerError(502)),
    ("503", Fault::ServerError(503)),
    ("lost-session", Fault::LoggedOut),
    ("portal", Fault::Portal),
    ("virus", Fault::Virus),
    ("full-window", Fault::WindowFull),
    ("wrong-clock", Fault::Clock(3600)),
];

struct Options {
    port: u16,
    site: Option<PathBuf>,
    demonstration: Option<PathBuf>,
    work_dir: Option<PathBuf>,
    tls: bool,
    version: Version,
    acquit: Acquit,
    fault: Fault,
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
    let mut options = Options {
        port: 8080,
        site: None,
        demonstration: None,
        work_dir: None,
        tls: false,
        version: Version::V5,
        acquit: Acquit::Positive,
        fault: Fault::None,
    };
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("port") => options.port = arguments.value()?.parse()?,
            Long("site") => options.site = Some(arguments.value()?.into()),
            Long("demonstration") => options.demonstration = Some(arguments.value()?.into()),
            Long("work-dir") => options.work_dir = Some(arguments.value()?.into()),
            Long("tls") => options.tls = true,
            Long("v6") => options.version = Version::V6,
            Long("acquit") => options.acquit = named(ACQUITS, &arguments.value()?)?,
            Long("fault") => options.fault = named(FAULTS, &arguments.value()?)?,
            Long("help") | Short('h') => return Ok(None),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Some(options))
}

fn named<T: Copy>(table: &[(&str, T)], value: &OsStr) -> Result<T, lexopt::Error> {
    let found = table.iter().find(|(name, _)| value == *name);
    found.map(|(_, found)| *found).ok_or_else(|| format!("“{}” is not known", value.display()).into())
}

async fn run(options: Options) -> Result<(), Error> {
    let temporary =
        tempfile::tempdir().map_err(|source| Error::File { path: std::env::temp_dir(), source })?;
    let work_dir = options.work_dir.unwrap_or_else(|| temporary.path().to_owned());
    let tls = match options.tls {
        true => Some(tls::prepare(&work_dir.join("connexions")).await?),
        false => None,
    };
    let (account, more_accounts) = match &tls {
        Some(connections) => accounts(connections)?,
        None => (Account::demonstration(), Vec::new()),
    };
    let simulator = Simulator::start(Config {
        port: options.port,
        site: options.site,
        worker_delay: WORKER_DELAY,
        transmission_delay: Some(TRANSMISSION_DELAY),
        acquit_delay: Some(ACQUIT_DELAY),
        acquit: options.acquit,
        account,
        more_accounts,
        tls: tls.clone(),
        version: options.version,
        ..Config::new(work_dir)
    })
    .await?;
    simulator.set_fault(options.fault);
    let scheme = if tls.is_some() { "https" } else { "http" };
    println!("Page and S2low:  {scheme}://localhost:{}/", simulator.address().port());
    if let Some(connections) = tls {
        println!("Its authority:   {}", connections.authority().display());
        println!("Who connects:    {}", connections.client_p12("agent").display());
        println!(
            "  with a login:  {} (elodie or bruno, {SHARED_PASSWORD})",
            connections.client_p12("partage").display()
        );
        println!("  unknown:       {}", connections.client_p12("inconnu").display());
        println!("  password:      {}", tls::PASSWORD);
    }
    if let Some(folder) = options.demonstration {
        demonstrate(&simulator, &folder).await?;
    }
    println!("A fault's name switches to it (--help lists them), an empty line ends it. Ctrl-C ends all.");
    tokio::select! {
        () = stop_signal() => {}
        () = switch_faults(&simulator) => {}
    }
    simulator.stop().await;
    Ok(())
}

/// Takes the names of faults from standard input for as long as the simulator runs.
async fn switch_faults(simulator: &Simulator) {
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        let fault = match line.trim() {
            "" => Ok(Fault::None),
            name => named(FAULTS, OsStr::new(name)),
        };
        match fault {
            Ok(fault) => {
                simulator.set_fault(fault);
                println!("{fault:?}");
            }
            Err(error) => println!("{error}"),
        }
    }
    // Nobody is there to type: that is no reason to stop.
    std::future::pending().await
}

/// One account for the first certificate, two for the shared one, none for the last.
fn accounts(connections: &Connections) -> Result<(Account, Vec<Account>), Error> {
    let agent = Account { certificate: Some(connections.fingerprint("agent")?), ..Account::demonstration() };
    let shared =
        Account { certificate: Some(connections.fingerprint("partage")?), ..Account::demonstration() };
    let more = ["elodie", "bruno"].map(|name| shared.clone().with_login(name, SHARED_PASSWORD));
    Ok((agent, more.to_vec()))
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
    println!("Signer's CA:     {}", material.authority.display());
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
