//! A hundred megabytes in a tab.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::time::{Duration, Instant};

use webdriver_journeys::devtools::{Effort, effort, slow_down};
use webdriver_journeys::material::write_large;
use webdriver_journeys::page::names;
use webdriver_journeys::stage::{Stage, journey};

/// What the module may have, whatever the file.
const MEMORY: u64 = 32 << 20;
/// By how much a hundred times the file may change it.
const GROWTH: u64 = 4 << 20;
/// What no machine excuses, in milliseconds; the budget is 50.
const LONGEST_TASK: f64 = 200.0;
const SLOWER: u32 = 4;

#[test]
fn a_hundred_megabytes_are_read_and_signed_in_the_memory_of_one() {
    let (small, _) = measure(1_000_000);
    let (large, _) = measure(100_000_000);
    println!("memory of the module: {} MiB, and {} MiB for 100 MB", small.memory >> 20, large.memory >> 20);
    assert!(small.memory > 0, "the module's memory was not seen");
    assert!(large.memory <= MEMORY, "{} bytes", large.memory);
    assert!(large.memory.abs_diff(small.memory) <= GROWTH, "{} and {} bytes", small.memory, large.memory);
}

/// Reads and signs a PES of this size, reading on a slowed-down processor; the effort of signing, then of reading.
fn measure(size: usize) -> (Effort, Effort) {
    let mut seen = None;
    journey(async |stage| {
        let path = stage.file("grand.xml", "");
        write_large(&path, size).unwrap();
        let browser = stage.page.browser();
        effort(browser).await;
        slow_down(browser, SLOWER).await;
        let start = Instant::now();
        stage.page.choose(names::FILES, &[&path]).await;
        wait_unseen(stage, "document.querySelector('.file')?.dataset.state !== 'reading'").await;
        let reading = effort(browser).await;
        println!("{size} bytes read in {:.1?} on a processor {SLOWER} times slower", start.elapsed());
        tell("reading", reading);
        slow_down(browser, 1).await;

        let view = stage.sign_as_mayor().await;
        let file = view.file("grand.xml").unwrap();
        assert!(matches!(file.state.as_str(), "ready" | "attention"), "{file:#?}");
        let button = stage.page.control(names::SIGN_ONLY).await;
        effort(browser).await;
        button.click().await.unwrap();
        wait_unseen(stage, "document.querySelector('.job')?.dataset.state === 'done'").await;
        let signing = effort(browser).await;
        tell("signing and verifying, at full speed", signing);
        stage.download(names::DOWNLOAD, &std::fs::read(&path).unwrap(), 40).await;
        assert!(reading.longest_task <= LONGEST_TASK, "a task took {} ms", reading.longest_task);
        seen = Some((signing, reading));
    });
    seen.unwrap()
}

/// Waits, with looks so small that they do not keep the page busy themselves.
async fn wait_unseen(stage: &Stage, condition: &str) {
    let start = Instant::now();
    let script = format!("return {condition}");
    while stage.page.run(&script, vec![]).await != true {
        assert!(start.elapsed() < Duration::from_secs(90), "still not: {condition}");
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}

fn tell(what: &str, effort: Effort) {
    let Effort { longest_task, long_tasks, memory } = effort;
    println!(
        "{what}: longest task {longest_task:.0} ms, {long_tasks} of 50 ms or more; memory {} MiB",
        memory >> 20
    );
}
