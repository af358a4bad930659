//! Rows that are gone upstream, and all that hangs from them.

use weir_lake::Lake;
use weir_model::entities::{PullRequest, PullRequestCommit, Repository};
use weir_model::{Entity as _, Removal};

use crate::fixtures::{folder, open, pull_request, pull_request_commit, repository};

async fn known(lake: &Lake) -> [usize; 3] {
    let all = [Repository::TABLE, PullRequest::TABLE, PullRequestCommit::TABLE];
    let mut counts = [0; 3];
    for (count, table) in counts.iter_mut().zip(all) {
        let stats = lake.table_stats().await.unwrap();
        let of_table = stats.iter().find(|stats| stats.name == table.name).unwrap();
        *count = usize::try_from(of_table.rows).unwrap();
    }
    counts
}

fn row(table: &'static weir_model::Table, id: &str) -> Removal {
    Removal::Row {
        table,
        id: id.to_owned(),
    }
}

#[tokio::test]
async fn what_hangs_from_a_row_goes_with_it() {
    for fold in [false, true] {
        let folder = folder();
        let lake = open(folder.path()).await;
        let mut rows = vec![repository("1", 1, "acme/api")];
        for number in [7, 8] {
            rows.push(pull_request("1", number, "One", "2024-01-01", "2024-01-02"));
            rows.push(pull_request_commit("1", number, "aa", "2024-01-02"));
        }
        let (pull, owner) = (rows[1].id().to_owned(), rows[1].cell("repository_id").cloned());
        lake.append(rows, vec![]).await.unwrap();
        if fold {
            for table in ["repositories", "pull_requests", "pull_request_commits"] {
                lake.fold(table).await.unwrap();
            }
        }
        assert_eq!(known(&lake).await, [1, 2, 2]);
        lake.remove_gone(&[row(PullRequest::TABLE, &pull)], &[])
            .await
            .unwrap();
        assert_eq!(known(&lake).await, [1, 1, 1]);
        let Some(weir_model::Cell::Id(owner)) = owner else {
            panic!("a pull request is in a repository")
        };
        let left = lake
            .ids(PullRequest::TABLE, "repository_id", &owner)
            .await
            .unwrap();
        assert_eq!(left.len(), 1);
        let others = Removal::Others {
            table: PullRequest::TABLE,
            column: "repository_id",
            of: owner,
            family: "1/pull_request/".to_owned(),
            keep: left,
        };
        lake.remove_gone(&[others], &[]).await.unwrap();
        assert_eq!(known(&lake).await, [1, 1, 1], "what is kept stays");
        // Seen again, it counts again.
        let again = pull_request("1", 7, "One", "2024-01-01", "2024-01-02");
        lake.append(vec![again], vec![]).await.unwrap();
        assert_eq!(known(&lake).await, [1, 2, 1]);
    }
}
