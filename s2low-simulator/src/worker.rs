//! The queues behind an import: analysis, transmission, the DGFiP's answer. One worker each, first come, first
//! served.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, sleep_until};

use crate::acquit;
use crate::analysis::analyse;
use crate::fault::Fault;
use crate::routes::Shared;
use crate::status::Status;
use crate::transmission::transmit;

/// How often a stopped worker looks whether it may go on.
const PAUSE: Duration = Duration::from_millis(20);

/// Takes the numbers of posted transactions until the simulator stops.
pub(crate) async fn analyse_all(
    shared: Arc<Shared>,
    mut posted: mpsc::UnboundedReceiver<u64>,
    valid: mpsc::UnboundedSender<(Instant, u64)>,
) {
    while let Some(id) = posted.recv().await {
        sleep(shared.config.worker_delay).await;
        while shared.fault() == Fault::WorkerStopped {
            sleep(PAUSE).await;
        }
        let Some(transaction) = shared.store.get(id).filter(|t| t.status() == Status::POSTED) else {
            continue;
        };
        if let Err(error) = analyse(&shared.store, &shared.authorities, shared.fault(), &transaction).await {
            eprintln!("transaction {id} stays at status 1: {error}");
        }
        if let Some(delay) = shared.config.transmission_delay {
            // The receiver only goes when the simulator stops.
            let _ = valid.send((Instant::now() + delay, id));
        }
    }
}

/// Takes analysed transactions, each with the moment when it may go.
pub(crate) async fn transmit_all(
    shared: Arc<Shared>,
    mut valid: mpsc::UnboundedReceiver<(Instant, u64)>,
    sent: mpsc::UnboundedSender<(Instant, u64)>,
) {
    while let Some((when, id)) = valid.recv().await {
        sleep_until(when).await;
        while shared.fault() == Fault::WindowFull {
            sleep(PAUSE).await;
        }
        let Some(transaction) = shared.store.get(id).filter(|t| t.status() == Status::WAITING) else {
            continue;
        };
        if let Err(error) = transmit(&shared.store, &transaction).await {
            eprintln!("transaction {id} stays at status 2: {error}");
        }
        if let Some(delay) = shared.config.acquit_delay {
            let _ = sent.send((Instant::now() + delay, id));
        }
    }
}

/// Takes transmitted transactions, each with the moment when its acquittement comes.
pub(crate) async fn acquit_all(shared: Arc<Shared>, mut sent: mpsc::UnboundedReceiver<(Instant, u64)>) {
    while let Some((when, id)) = sent.recv().await {
        sleep_until(when).await;
        let Some(transaction) = shared.store.get(id).filter(|t| t.status() == Status::TRANSMITTED) else {
            continue;
        };
        if let Err(error) = acquit::receive(&shared.store, shared.config.acquit, &transaction).await {
            eprintln!("transaction {id} stays at status 3: {error}");
        }
    }
}
