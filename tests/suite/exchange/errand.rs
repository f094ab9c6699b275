//! Laws of errands: what the worker does for the page is what the rooms do themselves.

use briefmark::exchange::errand::{Answer, Errand, run};
use briefmark::exchange::{
    Format, Opened, Parcel, Reason, Refused, Report, Selection, export, link, read, write,
};
use briefmark::workspace::OpenedBrief;

use super::{full_work, imported, marked_brief};

/// What comes back, by way of bytes there and back.
fn done(errand: &Errand) -> Answer {
    assert_eq!(Errand::from_bytes(&errand.to_bytes()).as_ref(), Some(errand));
    let bytes = run(&errand.to_bytes());
    let answer = Answer::from_bytes(&bytes);
    assert_eq!(answer.to_bytes(), bytes);
    answer
}

fn harbour() -> OpenedBrief {
    let (brief, _) = marked_brief();
    OpenedBrief {
        id: brief.id,
        name: "harbour-report.md".to_owned(),
        source: include_str!("../../fixtures/brief/harbour-report.md").to_owned(),
    }
}

#[test]
fn each_format_is_written_as_without_the_worker() {
    let (brief, work) = marked_brief();
    for format in Format::ALL {
        let briefs = [brief.clone()];
        let address = "https://example.org/";
        let parcel = Parcel::new(&work, &Selection::All, &briefs).at(Some(address));
        let direct = write(format, &parcel).expect("there is all that it needs");
        let asked = Errand::Write {
            format,
            work: export(&work, &Selection::All),
            briefs: vec![harbour()],
            address: Some(address.to_owned()),
        };
        let left = direct.left.iter().map(ToString::to_string).collect();
        assert_eq!(done(&asked), Answer::Written { bytes: direct.bytes, left }, "{format:?}");
    }
}

#[test]
fn each_format_is_read_as_without_the_worker() {
    let (brief, work) = marked_brief();
    let briefs = [brief];
    let parcel = Parcel::new(&work, &Selection::All, &briefs);
    let mut files: Vec<Vec<u8>> = [Format::Native, Format::Csv, Format::Qdpx, Format::Qdc]
        .map(|format| write(format, &parcel).unwrap().bytes)
        .into();
    files.push(export(&full_work(), &Selection::All).into_bytes());
    files.push(b"tag,content,document\nx,\"\",y\n".to_vec());
    files.push(b"[7, {\"id\": 5, \"target\": \"a\"}]".to_vec());
    for file in files {
        let direct = read(&file).expect("it is of a kind that is known");
        let Answer::Opened(opened) = done(&Errand::Read { file }) else { panic!("it is opened") };
        let told =
            direct.report.refused.iter().cloned().map(|refused| Refused {
                reason: Reason::Told(refused.reason.to_string()),
                ..refused
            });
        let report = Report { taken: direct.report.taken, refused: told.collect() };
        assert_eq!(opened, Opened { report, ..direct });
    }
}

#[test]
fn a_link_is_made_and_opened_as_without_the_worker() {
    let (brief, work) = marked_brief();
    // A file gives themes the names of the codebook.
    let (set, left) = link::pack(&imported(&export(&work, &Selection::All)), &brief);
    let asked = Errand::Pack { work: export(&work, &Selection::All), brief: harbour() };
    let bytes = set.clone().into_bytes();
    assert_eq!(done(&asked), Answer::Written { bytes, left });
    let asked = Errand::Unpack { set: set.clone(), brief: harbour() };
    let Answer::Opened(opened) = done(&asked) else { panic!("it is opened") };
    assert_eq!(opened.incoming, link::unpack(&set, &brief).unwrap());
    let damaged = Errand::Unpack { set: set[..9].to_owned(), brief: harbour() };
    let Answer::Problem(reason) = done(&damaged) else { panic!("it is damaged") };
    assert!(reason.starts_with("the link is damaged"), "{reason}");
}

#[test]
fn what_cannot_be_done_is_said() {
    let problem = |errand: &Errand| match done(errand) {
        Answer::Problem(reason) => reason,
        other => panic!("{other:?}"),
    };
    let (_, work) = marked_brief();
    let work = export(&work, &Selection::All);
    let without =
        |format| Errand::Write { format, work: work.clone(), briefs: Vec::new(), address: None };
    assert!(problem(&without(Format::Html)).contains("none was given"));
    assert!(problem(&Errand::Read { file: b"PK\x03\x04 and no more".to_vec() }).len() > 20);
    for nonsense in [&b""[..], b"\n", b"{}\n", b"{\"errand\": \"dance\"}\n", b"\xff"] {
        let answer = Answer::from_bytes(&run(nonsense));
        assert!(matches!(answer, Answer::Problem(_)), "{answer:?}");
    }
}
