//! Microsoft's table of products and plans, with everything that was found in published versions of it.

use crate::files::{file, told};
use seatbook_core::roster::{Format, Roster, RosterOptions};

const A: &str = "aaaaaaaa-0000-0000-0000-00000000000a";
const B: &str = "bbbbbbbb-0000-0000-0000-00000000000b";
const P1: &str = "11111111-0000-0000-0000-000000000001";
const P2: &str = "22222222-0000-0000-0000-000000000002";

fn table() -> Vec<u8> {
    let lines = [
        "???Product_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id,Service_Plans_Included_Friendly_Names".to_owned(),
        format!("Office A1,STANDARD_A,{A},EXCHANGE_S,{P1},Exchange Online"),
        format!("Office A1,STANDARD_A\t,{A},TEAMS1,{P2}\u{a0},Microsoft\u{a0}Teams"),
        format!("Office A1,STANDARD_A,{A},TEAMS1,{P2},Teams"),
        format!("Office\u{a0}B,\u{a0}standard_a ,{{{}}},EXCHANGE_S,{P1},\"Exchange, Online\"", B.to_uppercase()),
        format!("Office C,C,no-guid,X,{P1},X"),
        format!("Office D,,{P1},X,{P1},X"),
        format!("Office A2,STANDARD_B,{A},TEAMS2,{},Teams 2", "33333333-0000-0000-0000-000000000003"),
        format!("Office E,E,{P2},,,"),
    ];
    let mut bytes = lines.join("\r\n").into_bytes();
    bytes.extend_from_slice(b"\r\nB\xfcro,BUERO,cccccccc-0000-0000-0000-00000000000c,X,");
    bytes.extend_from_slice(format!("{P1},X\r\n").as_bytes());
    bytes
}

#[test]
fn products_go_by_guid() {
    let (_folder, path) = file("products.csv", &table());
    let roster = Roster::read(&path).unwrap();
    assert_eq!(roster.format, Format::MicrosoftProducts);
    let shown: Vec<_> = roster
        .load
        .products
        .iter()
        .map(|it| {
            format!(
                "{} {} {} {}",
                it.id,
                it.name,
                it.metadata["part_number"],
                it.plans.iter().map(|plan| plan.name.as_str()).collect::<Vec<_>>().join("|")
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            format!("{A} Office A1 STANDARD_A Exchange Online|Microsoft Teams|Teams 2"),
            format!("{B} Office B standard_a Exchange, Online"),
            format!("{P2} Office E E "),
            "cccccccc-0000-0000-0000-00000000000c Büro BUERO X".to_owned(),
        ]
    );
    assert_eq!(
        told(&roster.notices),
        format!(
            "products.csv:4 Service_Plan_Id: plan `{P2}` of product `{A}` stands further up already (taken)\n\
             products.csv:5 String_Id: part number `standard_a` is ambiguous: it is product `{A}` too (taken)\n\
             products.csv:6 GUID: `no-guid` is no GUID (left out)\n\
             products.csv:7 String_Id: part number id `` is empty (left out)\n\
             products.csv:8 String_Id: product `{A}` is `STANDARD_A` further up; that stays (taken)\n\
             products.csv:10 -: is not UTF-8; read as Windows-1252 (taken)\n"
        )
    );
}

#[test]
fn or_by_part_number_where_that_is_one_product() {
    let (_folder, path) = file("products.csv", &table());
    let roster =
        Roster::read_with(&path, &RosterOptions { part_numbers: true, ..RosterOptions::default() }).unwrap();
    let ids: Vec<_> = roster.load.products.iter().map(|product| product.id.as_str()).collect();
    assert_eq!(ids, ["STANDARD_A", "E", "BUERO"]);
    let first = &roster.load.products[0];
    let plans: Vec<_> = first.plans.iter().map(|plan| plan.id.as_str()).collect();
    assert_eq!((plans, first.metadata["guid"].as_str()), (vec!["EXCHANGE_S", "TEAMS1", "TEAMS2"], A));
    assert!(told(&roster.notices).contains(&format!(
        "products.csv:5 String_Id: part number `standard_a` is ambiguous: it is product `{A}` too; use GUIDs (left out)\n"
    )));
}

#[test]
fn separated_by_semicolons_with_a_mark() {
    let text = format!(
        "\u{feff}GUID;String_Id;Service_Plan_Id;Service_Plan_Name;Product_Display_Name\n{A};X, Y;{P1};E;Z\n"
    );
    let (_folder, path) = file("products.csv", text.as_bytes());
    let roster = Roster::read(&path).unwrap();
    assert_eq!((roster.notices.len(), roster.load.products[0].metadata["part_number"].as_str()), (0, "X, Y"));
}

#[test]
fn dirty_tables_are_read_or_told_plainly() {
    let header = "GUID,String_Id,Service_Plan_Id";
    let good = format!("\r\nsep=;\r{}\r{A};X;\r\u{a0}{B}\u{a0};Y;{P1}", header.replace(',', ";"));
    let loose = format!("guid\tstring-id\tserviceplanid\n{A}\tX\t\n{B}\tY\t{P1}\n");
    for text in [good.trim_start().to_owned(), loose] {
        let (_folder, path) = file("products.csv", text.as_bytes());
        let roster = Roster::read(&path).unwrap();
        assert_eq!(told(&roster.notices), "", "{text:?}");
        let plans: Vec<_> =
            roster.load.products.iter().map(|it| (it.name.as_str(), it.plans.len())).collect();
        assert_eq!(plans, [("X", 0), ("Y", 1)]);
    }
    let spoilt = format!("{header},guid\n{A},1.3E+04,,\n{B},Y,,{A}\n{B}\n");
    let (_folder, path) = file("products.csv", spoilt.as_bytes());
    let roster = Roster::read(&path).unwrap();
    let lines: Vec<_> = roster.notices.iter().map(|it| (it.line, it.column.as_deref(), it.refused)).collect();
    assert_eq!(
        lines,
        [
            (1, Some("GUID"), false),
            (2, Some("String_Id"), false),
            (3, Some("GUID"), true),
            (4, Some("String_Id"), true)
        ]
    );
    let (_folder, path) = file("products.csv", b"");
    assert_eq!(Roster::read(&path).unwrap_err().message(), "`products.csv` is empty");
}
