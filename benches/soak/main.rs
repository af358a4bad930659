//! Long and large loads through the real engine and the real tables, against the simulator in a process of its own. See
//! README.md.

mod clock;
mod compare;
mod figures;
mod heard;
mod memory;
mod peer;
mod quiet;
mod rig;

use std::error::Error;

/// The program's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How much more memory the last rounds may take than those in the middle: the tables grow, and with them what is known
/// of their files.
const MOST_GROWN: f64 = 1.25;

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// A size from the environment: numbers with commas between. See README.md.
fn size<const N: usize>(name: &str, usual: [usize; N]) -> [usize; N] {
    let given = std::env::var(name).unwrap_or_default();
    let mut numbers = given.split(',').map(|part| part.trim().parse().ok());
    usual.map(|usual| numbers.next().flatten().unwrap_or(usual))
}

#[tokio::main]
async fn main() -> Result<()> {
    if let Ok(setup) = std::env::var(peer::SETUP) {
        return peer::serve(&setup).await;
    }
    if let Ok(copy) = std::env::var(compare::COPY) {
        return compare::answer(&copy).await;
    }
    let only = std::env::var("WEIR_SOAK_ONLY").unwrap_or_default();
    if only != "scale" {
        soak(size("WEIR_SOAK", [20, 100, 3])).await?;
    }
    if only != "soak" {
        scale(size("WEIR_SCALE", [50, 40, 1, 5])).await?;
    }
    Ok(())
}

/// Back-fills again and again with everything going wrong now and then, and what changes in between.
#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
async fn soak([repositories, pulls, rounds]: [usize; 3]) -> Result<()> {
    let mut rig = rig::Rig::start(repositories, pulls, 0, false).await?;
    println!("soak: {repositories} repositories x {pulls} pull requests, {rounds} rounds");
    println!(
        "{:<6} {:>9} {:>9} {:>8} {:>8} {:>7} {:>8} {:>8} {:>8} {:>8}",
        "round", "records", "sum", "requests", "retries", "x plan", "sim h", "wall s", "peak MB", "half MB"
    );
    let (mut plan, mut sum, mut worst) = (0, 0, 0.0f64);
    let mut memory = Vec::new();
    for round in 0..=rounds {
        // The first is undisturbed: what it asks is the plan.
        rig.ask(if round == 0 { "calm" } else { "faults" }).await?;
        let filled = rig.fill(&format!("round-{round}"), true, 1).await?;
        if round == 0 {
            plan = filled.requests;
        }
        let ratio = figures::ratio(filled.requests, plan);
        worst = worst.max(ratio);
        let mut records = filled.records;
        for day in 0..3 {
            rig.ask(&format!("change {}", round * 3 + day)).await?;
            records += rig.follow(&filled.integrations).await?;
        }
        let (peak, half) = memory::summary(&rig.memory.take());
        memory.push((peak, half));
        rig.compare(&filled.integrations).await?;
        sum += records;
        println!(
            "{round:<6} {records:>9} {sum:>9} {:>8} {:>8} {ratio:>7.3} {:>8.1} {:>8.0} {:>8} {:>8}",
            filled.requests,
            filled.retries,
            rig.simulated_hours(),
            rig.wall().as_secs_f64(),
            peak >> 20,
            half >> 20
        );
    }
    println!("faults drawn: {}", rig.ask("counters").await?);
    println!("memory of writing and housekeeping:\n{}", rig.memory.works());
    is_flat(&memory)?;
    if worst > 1.15 {
        return Err(format!("{worst:.3} requests for one that was planned").into());
    }
    Ok(())
}

/// Fails when the last rounds take more memory than those in the middle.
fn is_flat(rounds: &[(u64, u64)]) -> Result<()> {
    // The first is undisturbed.
    let [_, faulty @ ..] = rounds else { return Ok(()) };
    let third = faulty.len() / 3;
    if third == 0 {
        return Ok(());
    }
    let usual = |part: &[(u64, u64)]| figures::median(part.iter().map(|(_, half)| *half).collect());
    let (middle, last) = (
        usual(&faulty[third..faulty.len() - third]),
        usual(&faulty[faulty.len() - third..]),
    );
    let grown = figures::ratio(last, middle);
    if grown > MOST_GROWN {
        return Err(format!("the last rounds take {grown:.2} of the memory of those in the middle").into());
    }
    Ok(())
}

/// Many repositories at the speed and with the quotas of the real thing.
#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
async fn scale([repositories, pulls, pipelines, integrations]: [usize; 4]) -> Result<()> {
    let mut rig = rig::Rig::start(repositories, pulls, 75, true).await?;
    println!(
        "scale: {repositories} repositories x {pulls} pull requests, {integrations} integrations at once; an answer takes 75 ms or more; 5,000 requests and 5,000 \
         points an hour, of which a fifth stays free; git is not read, pipelines are {}",
        if pipelines > 0 { "read, too" } else { "not read" }
    );
    let filled = rig.fill("scale", pipelines > 0, integrations.max(1)).await?;
    let (simulated, wall) = filled
        .recent
        .ok_or("the newest 30 days were never seen complete")?;
    println!(
        "newest 30 days of all complete after {:.2} h simulated, {:.0} s wall",
        simulated.as_secs_f64() / 3600.0,
        wall.as_secs_f64()
    );
    println!(
        "everything after {:.2} h simulated, {:.0} s wall: {} requests, {} points, {} records, {} rows, {} retries",
        rig.simulated_hours(),
        rig.wall().as_secs_f64(),
        filled.requests,
        filled.points,
        filled.records,
        filled.rows,
        filled.retries
    );
    let curve = rig.memory.take();
    let (peak, half) = memory::summary(&curve);
    println!(
        "memory: {} MB at the peak, half of the time below {}; the highest of each tenth:",
        peak >> 20,
        half >> 20
    );
    println!("  {} MB", memory::tenths(&curve));
    println!("memory of writing and housekeeping:\n{}", rig.memory.works());
    println!("requests by lane:\n{}", rig.requests.table());
    println!("the simulator takes {} MB", rig.ask("resident").await?);
    rig.compare(&filled.integrations).await
}
