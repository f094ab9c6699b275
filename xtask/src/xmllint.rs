//! xmllint, of libxml2: what goes out as REFI-QDA is validated with it by the official schemas, where
//! those are. Without it the tests that would say that they were not run, and nothing fails.

use crate::command::on_path;
use crate::debian;

/// Whether it could be of use: the schemas are there, and it is not.
pub(crate) fn is_wanted() -> bool {
    std::env::var_os("BRIEFMARK_SUITES").is_some() && on_path("xmllint").is_none()
}

/// Gets it where apt-get can; says so where it cannot.
pub(crate) fn install() {
    if let Err(reason) = debian::install(&["libxml2-utils"], "the schemas are tried with xmllint") {
        eprintln!("there is no xmllint to be had ({reason}): the schemas are not tried");
    }
}
