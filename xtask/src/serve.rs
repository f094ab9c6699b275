//! The app on this machine, built again after each edit.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use crate::command::Failure;
use crate::plan::Plan;
use crate::project::Project;
use crate::tools::Tools;

const USUAL_PORT: u16 = 8080;

/// `cargo xtask serve`: returns when Trunk ends, by Ctrl+C or by itself.
///
/// # Errors
///
/// When a tool cannot be had, the port is taken, or the first build fails.
pub(crate) fn serve(project: &Project, port: Option<u16>) -> Result<(), Failure> {
    let port = match port {
        Some(port) if is_free(port) => port,
        Some(port) => return Err(Failure::new(format!("port {port} is in use; try another"))),
        None => (USUAL_PORT..USUAL_PORT + 20)
            .find(|port| is_free(*port))
            .ok_or_else(|| Failure::new("ports 8080 to 8099 are all in use: give --port N"))?,
    };
    let mut plan = Plan::default();
    let tools = Tools::find(project, &mut plan)?;
    let mut trunk = tools.trunk(project)?;
    // Not dist/: that holds the release.
    trunk.args(["serve", "--dist"]).arg(project.target.join("served"));
    trunk.args(["--address", "127.0.0.1", "--port", &port.to_string()]);
    plan.step("serve", "builds the app, a minute or three at first, then serves it", || {
        watch_over(trunk, port)
    });
    plan.run()
}

fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

/// Runs Trunk, and says the address once it answers there.
fn watch_over(mut trunk: Command, port: u16) -> Result<(), Failure> {
    let started = Instant::now();
    let mut child = trunk
        .spawn()
        .map_err(|error| Failure::new(format!("trunk could not be started: {error}")))?;
    let mut said = started;
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        if let Some(status) = ended(&mut child)? {
            return Err(Failure::new(format!("trunk ended with {status} before it served")));
        }
        if said.elapsed() > Duration::from_secs(30) {
            said = Instant::now();
            eprintln!("still building, {} s", started.elapsed().as_secs());
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    println!("\n    Briefmark is at  http://127.0.0.1:{port}/\n");
    println!("An edit is built at once: reload the page to see it. Ctrl+C ends.\n");
    let status =
        child.wait().map_err(|error| Failure::new(format!("trunk was lost sight of: {error}")))?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("trunk ended with {status}"))) }
}

fn ended(child: &mut Child) -> Result<Option<std::process::ExitStatus>, Failure> {
    child.try_wait().map_err(|error| Failure::new(format!("trunk was lost sight of: {error}")))
}
