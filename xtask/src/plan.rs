//! A list of steps, shown while it is worked through and summed up at its end.

use std::time::{Duration, Instant};

use crate::command::Failure;

type Work<'a> = Box<dyn FnOnce() -> Result<(), Failure> + 'a>;

/// Named steps in the order in which they are done.
#[derive(Default)]
pub(crate) struct Plan<'a> {
    steps: Vec<Step<'a>>,
}

struct Step<'a> {
    name: &'static str,
    /// What it is for, and where it takes long, why.
    about: &'static str,
    work: Work<'a>,
}

impl<'a> Plan<'a> {
    /// Adds a step to the end.
    pub(crate) fn step(
        &mut self,
        name: &'static str,
        about: &'static str,
        work: impl FnOnce() -> Result<(), Failure> + 'a,
    ) {
        self.steps.push(Step { name, about, work: Box::new(work) });
    }

    /// Does each step, ends at the first failure, and says what took how long.
    ///
    /// # Errors
    ///
    /// The failure of the step that failed, with the step's name.
    pub(crate) fn run(self) -> Result<(), Failure> {
        let n_steps = self.steps.len();
        let started = Instant::now();
        let mut times = Vec::with_capacity(n_steps);
        let mut failure = None;
        for (step_idx, step) in self.steps.into_iter().enumerate() {
            let number = step_idx + 1;
            eprintln!("\n[{number}/{n_steps}] {}: {}", step.name, step.about);
            let step_started = Instant::now();
            let outcome = (step.work)();
            let took = step_started.elapsed();
            times.push((step.name, took, outcome.is_ok()));
            match outcome {
                Ok(()) => eprintln!(
                    "[{number}/{n_steps}] {}: done in {}, {} in all",
                    step.name,
                    seconds(took),
                    seconds(started.elapsed())
                ),
                Err(reason) => {
                    failure = Some(Failure::new(format!(
                        "step {number} of {n_steps}, {}, failed: {reason}",
                        step.name
                    )));
                    break;
                }
            }
        }
        if n_steps > 1 {
            eprint!("{}", summary(&times, n_steps, started.elapsed()));
        }
        failure.map_or(Ok(()), Err)
    }
}

/// One line a step that was begun, then the whole.
fn summary(times: &[(&str, Duration, bool)], n_steps: usize, total: Duration) -> String {
    let mut lines = String::from("\n");
    for (name, took, passed) in times {
        let verdict = if *passed { "ok" } else { "FAILED" };
        lines.push_str(&format!("{verdict:>7}  {:>8}  {name}\n", seconds(*took)));
    }
    let n_left = n_steps - times.len();
    if n_left > 0 {
        lines.push_str(&format!("{:>7}  {:>8}  {n_left} more\n", "not run", ""));
    }
    lines.push_str(&format!("{:>7}  {:>8}  in all\n", "", seconds(total)));
    lines
}

fn seconds(duration: Duration) -> String {
    let whole = duration.as_secs();
    if whole >= 60 {
        format!("{} m {:02} s", whole / 60, whole % 60)
    } else {
        format!("{:.1} s", duration.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn the_first_failure_ends_the_plan_and_names_its_step() {
        let mut plan = Plan::default();
        plan.step("first", "holds", || Ok(()));
        plan.step("second", "does not", || Err(Failure::new("no such file")));
        plan.step("third", "is never begun", || panic!("a step after a failure was begun"));
        let failure = plan.run().expect_err("the second step fails");
        assert_eq!(failure.to_string(), "step 2 of 3, second, failed: no such file");
    }

    #[test]
    fn the_summary_says_what_was_not_run() {
        let times = [
            ("format", Duration::from_millis(1200), true),
            ("lints", Duration::from_secs(83), false),
        ];
        expect![[r#"

                  ok     1.2 s  format
              FAILED  1 m 23 s  lints
             not run            3 more
                      1 m 24 s  in all
        "#]]
        .assert_eq(&summary(&times, 5, Duration::from_secs(84)));
    }
}
