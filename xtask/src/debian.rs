//! Packages of Debian and Ubuntu, where this is one and we may install.

use std::process::Command;

use crate::command::{Failure, answer, on_path, run};

/// Installs the packages.
///
/// # Errors
///
/// Where there is no apt-get, or we are not root and cannot become it without a password: `wanted`
/// says what for, and the failure gives the command to type.
pub(crate) fn install(packages: &[&str], wanted: &str) -> Result<(), Failure> {
    if on_path("apt-get").is_none() {
        return Err(Failure::new(format!(
            "{wanted}, and this machine has no apt-get to get it by"
        )));
    }
    let Some(prefix) = become_root() else {
        return Err(Failure::new(format!(
            "{wanted}: sudo apt-get install --no-install-recommends {}",
            packages.join(" ")
        )));
    };
    run(apt_get(prefix).args(["update", "-qq"]))?;
    run(apt_get(prefix).args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages))
}

/// What stands before a command of root's: nothing for root, `sudo -n` where it asks nothing.
fn become_root() -> Option<&'static [&'static str]> {
    if answer(Command::new("id").arg("-u")).as_deref() == Some("0") {
        Some(&[])
    } else if answer(Command::new("sudo").args(["-n", "true"])).is_some() {
        Some(&["sudo", "-n"])
    } else {
        None
    }
}

fn apt_get(prefix: &[&str]) -> Command {
    let mut words = prefix.iter().chain(&["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    let mut command = Command::new(words.next().expect("the chain has at least three words"));
    command.args(words);
    command
}
