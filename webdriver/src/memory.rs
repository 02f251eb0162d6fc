//! How much memory the browser's processes have taken, as the kernel counts it.

use std::fs;
use std::path::Path;

/// The most memory that the greediest renderer of this process group has had resident, in bytes.
pub(crate) fn renderer_peak(group: u32) -> Option<u64> {
    let processes = fs::read_dir("/proc").ok()?.flatten();
    processes.filter_map(|process| peak_of_renderer(&process.path(), group)).max()
}

fn peak_of_renderer(process: &Path, group: u32) -> Option<u64> {
    let command = fs::read(process.join("cmdline")).ok()?;
    let is_renderer = memchr::memmem::find(&command, b"--type=renderer").is_some();
    let stat = fs::read_to_string(process.join("stat")).ok().filter(|_| is_renderer)?;
    if process_group(&stat) != Some(group) {
        return None;
    }
    high_water(&fs::read_to_string(process.join("status")).ok()?)
}

/// The third number after the name, which is in parentheses and may hold any.
fn process_group(stat: &str) -> Option<u32> {
    stat.rsplit_once(')')?.1.split_whitespace().nth(2)?.parse().ok()
}

fn high_water(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kibibytes| kibibytes << 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_words_are_understood() {
        assert_eq!(process_group("17 (a) b) S 1 23 23 0 -1"), Some(23));
        assert_eq!(high_water("VmPeak:\t 9 kB\nVmHWM:\t  2048 kB\n"), Some(2 << 20));
    }
}
