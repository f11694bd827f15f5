//! Files that must be refused, each with its status.

use crate::world::*;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signer, SigningKey};
use seatbook_core::licence_file::{LicenceFile, LicenceKeys, LineTerms};
use seatbook_core::{Book, OpenOptions, Status};

fn keys() -> LicenceKeys {
    LicenceKeys::new(&[key().verifying_key().to_bytes()]).unwrap()
}

fn refused(bytes: &[u8]) -> Status {
    LicenceFile::verify(bytes, &keys()).unwrap_err().status()
}

/// A file with this payload, signed over `prefix` and the payload, whatever it says.
fn signed_with(key: &SigningKey, prefix: &[u8], json: &[u8]) -> Vec<u8> {
    let payload = URL_SAFE_NO_PAD.encode(json);
    let signature = key.sign(&[prefix, payload.as_bytes()].concat()).to_bytes();
    text(&LicenceKeys::id(key.verifying_key().as_bytes()), &payload, &signature)
}

fn text(key: &str, payload: &str, signature: &[u8]) -> Vec<u8> {
    let signature = URL_SAFE_NO_PAD.encode(signature);
    format!("seatbook-licence v1\nkey: {key}\npayload: {payload}\nsig: {signature}\n").into_bytes()
}

fn signed(json: &str) -> Vec<u8> {
    signed_with(&key(), b"seatbook/licence/1\0", json.as_bytes())
}

const GOOD: &str = r#"{"lines":[{"id":"a","kind":"user","product":"sales","total":5}],"owner":"Fjord AS","serial_number":"SN-4711","version":1}"#;

fn three_files() -> [Vec<u8>; 3] {
    let mut long = payload(9, vec![line("sales", Some(7)), site("web"), line("service", None)]);
    long.expires = Some(day("2026-01-31"));
    long.not_before = Some(day("2025-01-01"));
    long.purchase_url = "https://shop.example/åäö".into();
    long.lines[0].terms = LineTerms {
        ends_on: Some(day("2026-12-31")),
        revocable: Some(false),
        allowed_roles: Some(vec!["staff".into()]),
        ..LineTerms::default()
    };
    [signed(GOOD), file(2, Vec::new()), sign(&long)]
}

#[test]
fn every_flipped_bit_is_refused() {
    let mut flips = 0;
    for original in three_files() {
        LicenceFile::verify(&original, &keys()).unwrap();
        for at in 0..original.len() {
            for bit in 0..8 {
                let mut flipped = original.clone();
                flipped[at] ^= 1 << bit;
                let status = refused(&flipped);
                assert!(
                    matches!(status, Status::NotALicenceFile | Status::UnknownKey | Status::WrongSignature),
                    "byte {at}, bit {bit}: {status:?}"
                );
                flips += 1;
            }
        }
    }
    println!("{flips} flipped bits were refused");
}

#[test]
fn every_shortened_or_prolonged_file_is_refused() {
    for original in three_files() {
        for length in 0..original.len() {
            assert_eq!(refused(&original[..length]), Status::NotALicenceFile, "{length} bytes");
        }
        for more in [&b"\n"[..], b" ", b"x", b"\0", b"sig: \n"] {
            assert_eq!(refused(&[&original, more].concat()), Status::NotALicenceFile);
            assert_eq!(refused(&[more, &original].concat()), Status::NotALicenceFile);
        }
        let windows = String::from_utf8(original).unwrap().replace('\n', "\r\n");
        assert_eq!(refused(windows.as_bytes()), Status::NotALicenceFile);
    }
    assert_eq!(refused(&vec![b'x'; (64 << 10) + 1]), Status::Limit);
    assert_eq!(refused("seatbook-licence v1\nkey: å\n".as_bytes()), Status::NotALicenceFile);
    assert_eq!(refused(&[0xff; 40]), Status::NotALicenceFile);
}

/// Signed by the right key, but not what may be signed.
#[test]
fn payloads_that_must_not_be_signed_are_refused() {
    assert!(LicenceFile::verify(&signed(GOOD), &keys()).is_ok());
    let change = |from: &str, to: &str| {
        assert!(GOOD.contains(from), "{from}");
        GOOD.replacen(from, to, 1)
    };
    let invalid = [
        ("a duplicate key", change(r#""version":1"#, r#""version":1,"version":2"#)),
        ("an escaped duplicate key", change(r#""version":1"#, r#""version":1,"versi\u006fn":2"#)),
        ("a duplicate key in a line", change(r#""total":5"#, r#""total":5,"total":500"#)),
        ("an escaped duplicate in a line", change(r#""total":5"#, r#""total":5,"t\u006ftal":500"#)),
        ("an unknown field", change(r#""version":1"#, r#""version":1,"wine":2"#)),
        ("an unknown field in a line", change(r#""total":5"#, r#""total":5,"wine":2"#)),
        ("a float", change(r#""total":5"#, r#""total":5.0"#)),
        ("an exponent", change(r#""total":5"#, r#""total":5e0"#)),
        ("a negative total", change(r#""total":5"#, r#""total":-5"#)),
        ("a total that wraps", change(r#""total":5"#, r#""total":4294967301"#)),
        ("a total beyond the most", change(r#""total":5"#, r#""total":4294967295"#)),
        ("a version that wraps", change(r#""version":1"#, r#""version":18446744073709551617"#)),
        ("version 0", change(r#""version":1"#, r#""version":0"#)),
        ("a text for a number", change(r#""version":1"#, r#""version":"1""#)),
        ("no owner", change(r#""owner":"Fjord AS","#, "")),
        ("an empty serial number", change("SN-4711", "")),
        ("a line break in a name", change("SN-4711", r"SN\n4711")),
        ("two lines of one id", change(r"}],", r#"},{"id":"a","kind":"user","product":"web"}],"#)),
        ("two lines of one product", change(r"}],", r#"},{"id":"b","kind":"user","product":"sales"}],"#)),
        ("a site with a total", change(r#""kind":"user""#, r#""kind":"site""#)),
        ("an unknown kind", change(r#""kind":"user""#, r#""kind":"wine""#)),
        ("more behind it", format!("{GOOD}{GOOD}")),
        ("a list", "[]".into()),
        ("nothing", String::new()),
        ("deep nesting", "[".repeat(40_000)),
        ("not UTF-8", String::new()),
    ];
    for (what, json) in invalid {
        assert_eq!(refused(&signed(&json)), Status::InvalidLicence, "{what}: {json:.200}");
    }
    let not_canonical = [
        ("a blank", change(":1}", ": 1}")),
        ("a line end", format!("{GOOD}\n")),
        ("keys out of order", change(r#""id":"a","kind":"user""#, r#""kind":"user","id":"a""#)),
        ("an escaped key", change(r#""version""#, r#""versi\u006fn""#)),
        ("an escaped letter", change("Fjord AS", r"Fj\u006frd AS")),
        ("a null", change(r#""total":5"#, r#""total":null"#)),
        ("a default", change(r#""total":5"#, r#""terms":{},"total":5"#)),
        ("a length written otherwise", change(r#""total":5"#, r#""terms":{"duration":"1 year"},"total":5"#)),
    ];
    for (what, json) in not_canonical {
        assert_eq!(refused(&signed(&json)), Status::NotCanonical, "{what}: {json}");
    }
    let not_text = signed_with(&key(), b"seatbook/licence/1\0", b"\xff\xfe");
    assert_eq!(refused(&not_text), Status::InvalidLicence);
    // Base64 that says the same bytes in another way: padding bits that are set, or a length that cannot be.
    for payload in ["AB", "A", "AAAAA"] {
        let signature = key().sign(&[b"seatbook/licence/1\0", payload.as_bytes()].concat()).to_bytes();
        let id = LicenceKeys::id(key().verifying_key().as_bytes());
        assert_eq!(refused(&text(&id, payload, &signature)), Status::NotCanonical, "{payload}");
    }
}

#[test]
fn signatures_that_are_not_the_vendors_are_refused() {
    for prefix in [&b""[..], b"seatbook/licence/1", b"seatbook/licence/2\0", b"seatbook/journal/1\0"] {
        assert_eq!(refused(&signed_with(&key(), prefix, GOOD.as_bytes())), Status::WrongSignature);
    }
    let stranger = SigningKey::from_bytes(&[8; 32]);
    assert_eq!(
        refused(&signed_with(&stranger, b"seatbook/licence/1\0", GOOD.as_bytes())),
        Status::UnknownKey
    );
    // A stranger who names the vendor's key.
    let payload = URL_SAFE_NO_PAD.encode(GOOD);
    let signature = stranger.sign(&[b"seatbook/licence/1\0", payload.as_bytes()].concat()).to_bytes();
    let id = LicenceKeys::id(key().verifying_key().as_bytes());
    assert_eq!(refused(&text(&id, &payload, &signature)), Status::WrongSignature);
    for wrong in [&[][..], &[0; 63], &[0; 64], &[0; 65], &[0xff; 64]] {
        assert_eq!(refused(&text(&id, &payload, wrong)), Status::WrongSignature);
    }
    // R of small order with S = 0 verifies under no key but a weak one.
    let mut small = [0; 64];
    small[0] = 1;
    assert_eq!(refused(&text(&id, &payload, &small)), Status::WrongSignature);
}

/// Adding the order of the group to S gives a second signature that lenient verifiers take.
#[test]
fn a_signature_cannot_be_written_in_another_way() {
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let payload = URL_SAFE_NO_PAD.encode(GOOD);
    let mut signature = key().sign(&[b"seatbook/licence/1\0", payload.as_bytes()].concat()).to_bytes();
    let id = LicenceKeys::id(key().verifying_key().as_bytes());
    assert!(LicenceFile::verify(&text(&id, &payload, &signature), &keys()).is_ok());
    for _ in 0..7 {
        let mut carry = 0;
        for (byte, order) in signature[32..].iter_mut().zip(ORDER) {
            let sum = u16::from(*byte) + u16::from(order) + carry;
            (*byte, carry) = ((sum & 0xff) as u8, sum >> 8);
        }
        assert_eq!(refused(&text(&id, &payload, &signature)), Status::WrongSignature);
    }
}

#[test]
fn weak_keys_and_too_many_keys_are_refused_when_the_book_is_opened() {
    let hex = |text: &str| -> [u8; 32] {
        let bytes: Vec<u8> =
            (0..64).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect();
        bytes.try_into().unwrap()
    };
    // All points of small order, some in two writings, and bytes that are no point.
    let weak = [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0200000000000000000000000000000000000000000000000000000000000000",
    ];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book");
    for key in weak {
        let options = OpenOptions { licence_keys: vec![hex(key)], ..OpenOptions::default() };
        assert_eq!(status(Book::create(&path, &options).map(|_| ())), Status::WeakKey, "{key}");
        assert!(!path.exists(), "a book was made nevertheless");
    }
    let good = key().verifying_key().to_bytes();
    let most = OpenOptions { licence_keys: vec![good; 8], ..OpenOptions::default() };
    assert!(Book::create(&path, &most).is_ok());
    let too_many = OpenOptions { licence_keys: vec![good; 9], ..OpenOptions::default() };
    assert_eq!(status(Book::open(&path, &too_many).map(|_| ())), Status::Limit);
}

#[test]
fn by_default_nobody_is_trusted() {
    let book = Book::in_memory().unwrap();
    load(&book, &customer());
    let error = book.stage(&file(1, Vec::new()), false, &today()).unwrap_err();
    assert_eq!(error.status(), Status::UnknownKey);
    assert!(error.message().contains("licence keys"), "{error}");
}

#[test]
fn a_key_is_changed_while_both_are_trusted() {
    let (old, new) = (key(), SigningKey::from_bytes(&[8; 32]));
    let both = [old.verifying_key().to_bytes(), new.verifying_key().to_bytes()];
    let keys = LicenceKeys::new(&both).unwrap();
    for vendor in [&old, &new] {
        let file = signed_with(vendor, b"seatbook/licence/1\0", GOOD.as_bytes());
        assert!(LicenceFile::verify(&file, &keys).is_ok());
    }
}

#[test]
fn other_customers_and_other_days_are_refused() {
    let book = book_with(Vec::new());
    for (owner, serial_number) in
        [("Fjord AS", "SN-4712"), ("Fjord AB", SERIAL), ("fjord as", SERIAL), ("Fjord AS", "sn-4711")]
    {
        let mut other = payload(1, Vec::new());
        (other.owner, other.serial_number) = (owner.into(), serial_number.into());
        assert_eq!(status(book.stage(&sign(&other), true, &today())), Status::OtherCustomer);
    }
    let mut early = payload(1, Vec::new());
    early.not_before = Some(day("2025-08-19"));
    assert_eq!(status(book.stage(&sign(&early), true, &today())), Status::LicenceNotYetValid);
    let mut late = payload(1, Vec::new());
    late.expires = Some(day("2025-08-17"));
    assert_eq!(status(book.stage(&sign(&late), true, &today())), Status::LicenceExpired);
    let mut just = payload(1, Vec::new());
    (just.not_before, just.expires) = (Some(today().on), Some(today().on));
    let staged = stage(&book, &sign(&just));
    let tomorrow = seatbook_core::Options::on(day("2025-08-19"));
    assert_eq!(
        status(book.activate(staged.activation.activation, &[], &tomorrow)),
        Status::LicenceExpired,
        "it waited too long"
    );
    assert!(book.activate(staged.activation.activation, &[], &today()).is_ok());
}

#[test]
fn an_older_file_is_refused() {
    let book = book_with(Vec::new());
    take_over(&book, &file(5, vec![line("sales", Some(5))]));
    for version in [1, 4, 5] {
        let older = file(version, vec![line("sales", Some(500))]);
        let error = book.stage(&older, true, &today()).unwrap_err();
        assert_eq!(error.status(), Status::OlderLicence);
    }
    stage(&book, &file(8, vec![line("sales", Some(8))]));
    for version in [6, 7, 8] {
        let older = file(version, vec![line("sales", Some(500))]);
        assert_eq!(status(book.stage(&older, false, &today())), Status::OlderLicence, "8 waits");
    }
    assert_eq!(counts(&book, "sales"), (5, 0, 5));
}
