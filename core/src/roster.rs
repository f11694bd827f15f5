//! Rosters, licence lists and catalogues as schools get them, read into a [`Load`].

use crate::error::Result;
use crate::load::{Leavers, Load};
use crate::model::Org;
use std::collections::HashSet;
use std::path::Path;

mod bildungslogin;
mod format;
mod header;
mod ids;
mod job;
mod lines;
mod list;
mod microsoft_products;
mod notices;
mod one_roster;
mod portion;
mod record;
mod school_data_sync;
mod source;
mod spoilt;
mod table;

pub use format::Format;
pub use lines::Encoding;
pub use list::{List, ListRow};
pub use notices::Notice;

pub(crate) use ids::Ids;
pub(crate) use job::Job;
pub(crate) use notices::Notices;
pub(crate) use portion::{Most, Portion};

/// How a roster is to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RosterOptions {
    /// What it is; `None` finds it out from the files' names and headers.
    pub format: Option<Format>,
    /// What its bytes mean; `None` is UTF-8 for rosters, a guess for catalogues.
    pub encoding: Option<Encoding>,
    /// An org to put above every org that has none above it, such as the district above its schools.
    pub under: Option<Org>,
    /// Of a roster: the teachers of every class that has some become a group whose id is the class's with this behind it.
    pub teachers: Option<String>,
    /// Of a licence list: the org that has bought what names no school.
    pub org: Option<String>,
    /// Of a catalogue: products and plans go by their part numbers instead of their GUIDs.
    pub part_numbers: bool,
    /// What becomes of the seats of users who are not enabled any more.
    pub leavers: Leavers,
    /// The roster lists all users of its orgs: others of these orgs, who are in the book only, become disabled. One without
    /// any users is refused; of an org without users nobody is missing, and that is told.
    pub full: bool,
    /// When it is loaded from its files: most users of a portion. 0 is 100,000.
    pub portion: usize,
}

impl RosterOptions {
    /// Whether an org is the one above all others: the roster does not list its users.
    pub(crate) fn is_under(&self, id: &str) -> bool {
        self.under.as_ref().is_some_and(|under| under.id == id)
    }

    /// The same, but nobody is missing in a roster that has lines which could not be taken: one of them may be about him.
    pub(crate) fn judged(&self, notices: &mut Notices) -> Self {
        let mut own = self.clone();
        if own.full && notices.refused > 0 {
            own.full = false;
            let (lines, them) = match notices.refused {
                1 => ("1 line was".to_owned(), "it"),
                count => (format!("{count} lines were"), "them"),
            };
            let message = format!(
                "{lines} left out, so nobody is taken for missing; mend {them} and read the roster again"
            );
            notices.odd("", 0, None, message);
        }
        own
    }
}

/// A roster as read: what to load, and what was odd.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    /// What it turned out to be.
    pub format: Format,
    /// What it says, in file order.
    pub load: Load,
    /// What is odd or wrong, in the order in which the files are read, then by line; the first of them, if they are very many.
    pub notices: Vec<Notice>,
    /// How many lines were left out.
    pub refused: u64,
    /// How many more were taken although something is odd.
    pub odd: u64,
}

impl Roster {
    /// Reads a roster, licence list or catalogue of any of the [`Format`]s, from a folder, a zip archive or a file. What it is
    /// shows in the files' names and headers.
    ///
    /// Columns are found by name, in any order and case, with blanks, underscores and hyphens or without; columns that are not known
    /// are ignored, as are a byte order mark, blank lines before the header and blanks around values. Values are separated by commas, semicolons or tabs. A line is a record: a quoted value must end on its own line,
    /// so a stray quote spoils one line and not the rest.
    ///
    /// Wrong lines are left out and reported in [`Roster::notices`]; what is only odd is taken and reported. It fails when a file or a
    /// column that is needed is missing, or a file cannot be read.
    ///
    /// All of it is in memory then. For rosters that are too large for that there is [`crate::Book::load_roster`].
    pub fn read(path: &Path) -> Result<Self> {
        Self::read_with(path, &RosterOptions::default())
    }

    /// The same, in a certain way.
    pub fn read_with(path: &Path, options: &RosterOptions) -> Result<Self> {
        let job = Job::open(path, options)?;
        let mut load = Load::default();
        let mut notices = job.run(&mut |_| Ok(()), &mut |portion: Portion| {
            load.append(portion.load);
            Ok(())
        })?;
        if options.judged(&mut notices).full {
            load.full_orgs = full_orgs(&load, options, &mut notices);
        }
        let Notices { list, refused, odd } = notices;
        Ok(Self { format: job.format(), load, notices: list, refused, odd })
    }

    /// Reads a folder or archive of Microsoft School Data Sync V1 files. See [`Format::SchoolDataSyncV1`].
    pub fn read_school_data_sync(path: &Path) -> Result<Self> {
        Self::read_as(path, Format::SchoolDataSyncV1, None)
    }

    /// The same, with a group of the kind `group` for the teachers of every class that has some. Its id is the class's
    /// with `suffix` behind it.
    pub fn read_school_data_sync_with_teachers(path: &Path, suffix: &str) -> Result<Self> {
        Self::read_as(path, Format::SchoolDataSyncV1, Some(suffix))
    }

    fn read_as(path: &Path, format: Format, teachers: Option<&str>) -> Result<Self> {
        let teachers = teachers.map(str::to_owned);
        Self::read_with(path, &RosterOptions { format: Some(format), teachers, ..RosterOptions::default() })
    }

    /// Puts an org above every org that has none above it, such as the district above its schools.
    #[must_use]
    pub fn under(mut self, org: Org) -> Self {
        portion::put_under(&mut self.load.orgs, &org);
        self.load.orgs.insert(0, org);
        self
    }

    /// How many lines were left out.
    pub fn refused(&self) -> usize {
        usize::try_from(self.refused).unwrap_or(usize::MAX)
    }
}

/// The orgs of a complete roster that it has users of. One without any was left out by whoever made it, unless it only stands
/// above others.
fn full_orgs(load: &Load, options: &RosterOptions, notices: &mut Notices) -> Vec<String> {
    let peopled: HashSet<&str> = load.users.iter().map(|user| user.org.as_str()).collect();
    let above: HashSet<&str> = load.orgs.iter().filter_map(|org| org.parent.as_deref()).collect();
    let mut full = Vec::new();
    for Org { id, .. } in load.orgs.iter().filter(|org| !options.is_under(&org.id)) {
        if peopled.contains(id.as_str()) {
            full.push(id.clone());
        } else if !above.contains(id.as_str()) {
            let message =
                format!("the roster has no user of org `{id}`, so nobody of it is taken for missing");
            notices.odd("", 0, None, message);
        }
    }
    full
}
