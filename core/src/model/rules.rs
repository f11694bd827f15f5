//! Rules that a host loads: what must not be held together, and what needs something else.

use super::{check_id, check_text};
use crate::error::{Error, Result, Status};
use crate::limits;
use serde::{Deserialize, Serialize};

/// Plans and products of which nobody may hold two different ones through different products.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// The host's id.
    pub id: String,
    /// What people call it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Ids of plans.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plans: Vec<String>,
    /// Ids of products.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<String>,
}

impl Exclusion {
    /// Checks what can be checked without the book. One without members excludes nothing.
    pub fn check(&self) -> Result<()> {
        check_id("exclusion", &self.id)?;
        check_text("name", &self.name)?;
        check_lists(&format!("exclusion `{}`", self.id), &self.plans, &self.products)
    }
}

/// A product or plan that needs any one of a list. Several for the same product or plan must all be met.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prerequisite {
    /// The host's id.
    pub id: String,
    /// What people call it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The product that needs something; either this or `plan`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// The plan that needs something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// Products any one of which is enough.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub any_of_products: Vec<String>,
    /// Plans any one of which is enough.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub any_of_plans: Vec<String>,
}

impl Prerequisite {
    /// Checks what can be checked without the book.
    pub fn check(&self) -> Result<()> {
        check_id("prerequisite", &self.id)?;
        check_text("name", &self.name)?;
        let own = format!("prerequisite `{}`", self.id);
        let wrong = |why: &str| Err(Error::new(Status::InvalidArgument, format!("{own} {why}")));
        check_lists(&own, &self.any_of_plans, &self.any_of_products)?;
        if self.product.is_some() == self.plan.is_some() {
            return wrong("must be about either a `product` or a `plan`");
        }
        if self.any_of_plans.is_empty() && self.any_of_products.is_empty() {
            return wrong(
                "names nothing that would be enough; name something in `any_of_products` or `any_of_plans`",
            );
        }
        let own_product = self.product.as_ref().is_some_and(|own| self.any_of_products.contains(own));
        let own_plan = self.plan.as_ref().is_some_and(|own| self.any_of_plans.contains(own));
        if own_product || own_plan {
            return wrong("needs what it is about itself");
        }
        Ok(())
    }
}

/// Fails if a list is too long or names something twice.
fn check_lists(own: &str, plans: &[String], products: &[String]) -> Result<()> {
    for (what, list) in [("plan", plans), ("product", products)] {
        if list.len() > limits::RULE_MEMBERS {
            let message = format!("{own} names more than {} {what}s", limits::RULE_MEMBERS);
            return Err(Error::new(Status::Limit, message));
        }
        let mut sorted: Vec<&str> = list.iter().map(String::as_str).collect();
        sorted.sort_unstable();
        for (one, next) in sorted.iter().zip(sorted.iter().skip(1)) {
            if one == next {
                return Err(Error::new(Status::Duplicate, format!("{own} names {what} `{one}` twice")));
            }
        }
    }
    Ok(())
}

/// What holds for the whole book.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The country of users who have none of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_country: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prerequisite_says_what_needs_what() {
        let good = r#"{"id":"a","product":"ADDON","any_of_products":["BASE"]}"#;
        let good: Prerequisite = serde_json::from_str(good).unwrap();
        assert!(good.check().is_ok());
        let bad = [
            Prerequisite { product: None, ..good.clone() },
            Prerequisite { plan: Some("P".into()), ..good.clone() },
            Prerequisite { any_of_products: Vec::new(), ..good.clone() },
            Prerequisite { any_of_products: vec!["ADDON".into()], ..good.clone() },
            Prerequisite { any_of_products: vec!["BASE".into(), "BASE".into()], ..good.clone() },
            Prerequisite { id: String::new(), ..good },
        ];
        for bad in bad {
            assert!(bad.check().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn an_exclusion_may_be_empty_but_names_nothing_twice() {
        let one = Exclusion { id: "e".into(), ..Exclusion::default() };
        assert!(one.check().is_ok());
        let twice = Exclusion { plans: vec!["A".into(), "A".into()], ..one };
        assert_eq!(twice.check().unwrap_err().status(), Status::Duplicate);
    }
}
