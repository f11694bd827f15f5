//! What is put into the book, from Python values or from the files of a school.

use crate::book::outside;
use crate::errors::raise;
use crate::ids::copy;
use crate::values::{many, one};
use pyo3::prelude::*;
use std::sync::Arc;

/// Orgs, products, rules, users, groups and pools, read and checked, ready for `Book.load`.
///
/// >>> load = Load(orgs=[{"id": "school"}], users=[{"id": "anna", "org": "school"}])
/// >>> len(load)
/// 2
#[pyclass(frozen, module = "seatbook")]
pub(crate) struct Load {
    pub(crate) load: Arc<seatbook_core::Load>,
}

#[pymethods]
impl Load {
    #[allow(clippy::too_many_arguments, reason = "one for each list of the load document")]
    #[new]
    #[pyo3(signature = (*, settings = None, orgs = None, licensees = None, products = None, exclusions = None, prerequisites = None,
        users = None, full_orgs = None, leavers = None, groups = None, pools = None, keep_parents = false))]
    fn new(
        settings: Option<&Bound<'_, PyAny>>,
        orgs: Option<&Bound<'_, PyAny>>,
        licensees: Option<&Bound<'_, PyAny>>,
        products: Option<&Bound<'_, PyAny>>,
        exclusions: Option<&Bound<'_, PyAny>>,
        prerequisites: Option<&Bound<'_, PyAny>>,
        users: Option<&Bound<'_, PyAny>>,
        full_orgs: Option<&Bound<'_, PyAny>>,
        leavers: Option<&Bound<'_, PyAny>>,
        groups: Option<&Bound<'_, PyAny>>,
        pools: Option<&Bound<'_, PyAny>>,
        keep_parents: bool,
    ) -> PyResult<Self> {
        let full_orgs = full_orgs.map(|ids| copy(ids, "full_orgs")).transpose()?.unwrap_or_default();
        let load = seatbook_core::Load {
            format: None,
            settings: settings.map(|settings| one("settings", settings)).transpose()?,
            orgs: many("orgs", orgs)?,
            keep_parents,
            licensees: many("licensees", licensees)?,
            products: many("products", products)?,
            exclusions: many("exclusions", exclusions)?,
            prerequisites: many("prerequisites", prerequisites)?,
            users: many("users", users)?,
            full_orgs: full_orgs.iter().map(str::to_owned).collect(),
            leavers: leavers.map(|word| one("leavers", word)).transpose()?.unwrap_or_default(),
            groups: many("groups", groups)?,
            pools: many("pools", pools)?,
            ..seatbook_core::Load::default()
        };
        Ok(Self { load: Arc::new(load) })
    }

    /// Reads a load document: JSON of the format `seatbook.load/1`.
    ///
    /// >>> len(Load.from_json('{"orgs": [{"id": "school"}]}'))
    /// 1
    #[staticmethod]
    fn from_json(py: Python<'_>, text: &str) -> PyResult<Self> {
        let load = outside(py, || seatbook_core::Load::from_json(text)).map_err(|error| raise(py, &error))?;
        Ok(Self { load: Arc::new(load) })
    }

    /// Both together, this one's things first.
    ///
    /// >>> orgs, users = Load(orgs=[{"id": "school"}]), Load(users=[{"id": "anna", "org": "school"}])
    /// >>> orgs.joined(users)
    /// <seatbook.Load of 1 orgs, 0 products, 0 rules, 1 users, 0 groups, 0 pools>
    fn joined(&self, other: &Load) -> Self {
        let mut all = (*self.load).clone();
        all.append((*other.load).clone());
        Self { load: Arc::new(all) }
    }

    fn __len__(&self) -> usize {
        self.load.len()
    }

    fn __repr__(&self) -> String {
        let load = &self.load;
        format!(
            "<seatbook.Load of {} orgs, {} products, {} rules, {} users, {} groups, {} pools>",
            load.orgs.len(),
            load.products.len(),
            load.exclusions.len() + load.prerequisites.len(),
            load.users.len(),
            load.groups.len(),
            load.pools.len()
        )
    }
}
