//! The brief as a tree.

use briefmark::brief::{Brief, Node, Section, parse};
use expect_test::{Expect, expect};

const SOURCE: &str = include_str!("../../briefs/khrushchev-purge-1957.md");

fn check(source: &str, expect: Expect) {
    let (brief, _) = parse(source, "brief.md");
    let sections = brief.sections();
    let shown = sections.iter().map(|section| format!("{}\n", shown(&brief, &section.nodes)));
    expect.assert_eq(&shown.collect::<String>());
}

fn shown(brief: &Brief, nodes: &[Node]) -> String {
    let node = |node: &Node| match node {
        Node::Block(index) => brief.blocks[*index].id.clone(),
        Node::List(items) => {
            let item = |item: &briefmark::brief::Item| {
                let under = shown(brief, &item.under);
                let id = &brief.blocks[item.block].id;
                if under.is_empty() { id.clone() } else { format!("{id} {under}") }
            };
            format!("[{}]", items.iter().map(item).collect::<Vec<_>>().join(", "))
        }
    };
    nodes.iter().map(node).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_paragraph_holds_its_lists_and_what_follows_them() {
    check(
        "1. Opening.\n\na. First.\n\nb. Second.\n\n(1). Under it.\n\nAfter the list.\n\n2. Next.\n",
        expect![[r#"
            1 [1.a, 1.b [1.b.1]] 1+1
            2
        "#]],
    );
}

#[test]
fn the_lists_of_the_brief_are_whole_over_the_turn_of_a_page() {
    let (brief, _) = parse(SOURCE, "brief.md");
    let last = brief
        .sections()
        .into_iter()
        .rev()
        .find(|section| section.nodes.iter().any(|node| matches!(node, Node::List(_))));
    assert_eq!(
        shown(&brief, &last.unwrap().nodes),
        "11 [11.a, 11.b, 11.c, 11.d, 11.e, 11.f, 11.g, 11.h, 11.i, 11.j, 11.k, \
         11.l [11.l.1, 11.l.2, 11.l.3, 11.l.4, 11.l.5, 11.l.6]]"
    );
}

/// Every block stands in exactly one section, in its order.
#[test]
fn a_tree_loses_no_block() {
    fn blocks(nodes: &[Node], into: &mut Vec<usize>) {
        for node in nodes {
            match node {
                Node::Block(index) => into.push(*index),
                Node::List(items) => {
                    for item in items {
                        into.push(item.block);
                        blocks(&item.under, into);
                    }
                }
            }
        }
    }
    let (brief, _) = parse(SOURCE, "brief.md");
    let mut seen = Vec::new();
    for Section { nodes, .. } in &brief.sections() {
        blocks(nodes, &mut seen);
    }
    assert_eq!(seen, (0..brief.blocks.len()).collect::<Vec<_>>());
}

/// Says what stands under a block, by ids.
fn check_under(source: &str, id: &str, expected: Expect) {
    let brief = parse(source, "x.md").0;
    let range = brief.under(brief.block_by_id(id).expect("the brief has it"));
    let ids: Vec<_> = brief.blocks[range].iter().map(|block| block.id.as_str()).collect();
    expected.assert_eq(&ids.join(" "));
}

#[test]
fn under_a_block_stands_all_that_belongs_to_it() {
    let text = "1. The first says:\n\na. one\n\n(1). one of one\n\n(2). two of one\n\nb. two\n\n\
                And so it ends.\n\n2. The second.\n";
    check_under(text, "1", expect!["1 1.a 1.a.1 1.a.2 1.b 1+1"]);
    check_under(text, "1.a", expect!["1.a 1.a.1 1.a.2"]);
    check_under(text, "1.a.2", expect!["1.a.2"]);
    check_under(text, "1.b", expect!["1.b"]);
    check_under(text, "1+1", expect!["1+1"]);
    check_under(text, "2", expect!["2"]);
}

#[test]
fn under_a_heading_stands_what_comes_before_the_next_of_its_level() {
    let text =
        "# Whole\n\n## One\n\n1. First.\n\n### Deeper\n\n2. Second.\n\n## Two\n\n3. Third.\n";
    let brief = parse(text, "x.md").0;
    let heading = |words: &str| {
        let at = brief.blocks.iter().position(|block| brief.text_of(block) == words);
        brief.under(at.unwrap_or_else(|| panic!("{words} is no block"))).len()
    };
    assert_eq!((heading("One"), heading("Deeper"), heading("Two")), (4, 2, 2));
}
