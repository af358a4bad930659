use std::collections::BTreeMap;

use super::*;

fn account(integration: i64, account: &str, name: &str, email: Option<&str>) -> Account {
    Account {
        integration,
        account: account.to_owned(),
        name: (!name.is_empty()).then(|| name.to_owned()),
        email: email.map(str::to_owned),
        is_bot: false,
        basis: Basis::Alone,
    }
}

#[test]
fn an_account_whose_address_is_known_belongs_to_the_same_person() {
    let ann = Contributor {
        id: 7,
        name: "Ann".to_owned(),
        email: Some("ann@acme.test".to_owned()),
        is_bot: false,
        attributes: BTreeMap::new(),
        updated_at: weir_model::Time(0),
        accounts: vec![account(1, "ann@acme.test", "Ann", Some("ann@acme.test"))],
    };
    let found = vec![
        account(1, "ann@acme.test", "Ann", Some("ann@acme.test")),
        account(2, "ann-w", "Ann W", Some("ann@acme.test")),
        account(2, "bob", "Bob", Some("bob@acme.test")),
        account(3, "bob.lee", "Bob Lee", Some("bob@acme.test")),
        account(3, "cat", "Cat", None),
    ];
    let assigned = assign(&[ann], found);
    let shown: Vec<(&str, Owner, Basis)> = assigned
        .iter()
        .map(|(account, owner)| (account.account.as_str(), *owner, account.basis))
        .collect();
    let expected = [
        ("ann-w", Owner::Known(7), Basis::Email),
        ("bob", Owner::New, Basis::Alone),
        ("bob.lee", Owner::Like(1), Basis::Email),
        ("cat", Owner::New, Basis::Alone),
    ];
    assert_eq!(shown, expected);
}
