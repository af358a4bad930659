//! Single documents among all that are stored.

use crate::layout::{ID, RAW};
use crate::raw::{self, RawMatch, RawRecord};
use crate::remove::asked;
use crate::view::{list, literal, register};
use crate::{Lake, LakeError, engine};

/// Documents that are looked at for each that is wanted, at first: of some only an older version fits.
const SPARE: usize = 4;

impl Lake {
    /// One raw record, from whichever partition of the stream holds it.
    pub async fn raw_record(
        &self,
        integration: &str,
        stream: &str,
        key: &str,
    ) -> Result<Option<RawRecord>, LakeError> {
        let condition = format!(
            "integration_id = {} AND stream = {} AND key = {}",
            literal(integration),
            literal(stream),
            literal(key)
        );
        Ok(self.fitting(&condition, 1).await?.pop())
    }

    /// The raw records of these natural keys, from streams without partitions.
    pub async fn raw_records(
        &self,
        integration: &str,
        stream: &str,
        keys: &[String],
    ) -> Result<Vec<RawRecord>, LakeError> {
        let ids: Vec<String> = keys
            .iter()
            .map(|key| raw::key(integration, stream, "", key))
            .collect();
        let _turn = engine::turn(&self.turns).await;
        self.newest(&ids, "true", ids.len()).await
    }

    /// Raw records that fit, the last fetched first. Whether a document mentions a text is found by reading all of
    /// the integration's documents; all else reads the columns of keys.
    pub async fn find_raw(
        &self,
        integration: &str,
        wanted: &RawMatch,
        limit: usize,
    ) -> Result<Vec<RawRecord>, LakeError> {
        let condition = format!(
            "integration_id = {} AND {}",
            literal(integration),
            wanted.condition()
        );
        self.fitting(&condition, limit).await
    }

    /// The current versions that fit. To tell which version is current, versions are sorted, and documents are long:
    /// only those are sorted of which some version fits.
    async fn fitting(&self, condition: &str, limit: usize) -> Result<Vec<RawRecord>, LakeError> {
        let _turn = engine::turn(&self.turns).await;
        let mut most = limit * SPARE;
        loop {
            let ids = self.candidates(condition, most).await?;
            let found = self.newest(&ids, condition, limit).await?;
            if found.len() == limit || ids.len() < most {
                return Ok(found);
            }
            most *= SPARE;
        }
    }

    /// Ids of records of which some version fits, the last fetched first.
    async fn candidates(&self, condition: &str, most: usize) -> Result<Vec<String>, LakeError> {
        let context = engine::private(&self.runtime);
        register(&context, "raw", self.moment().versions(&RAW)?)?;
        let sql = format!(
            "SELECT {ID} FROM raw WHERE {condition} GROUP BY {ID} ORDER BY max(fetched) DESC, {ID} LIMIT {most}"
        );
        asked(&context, &sql).await
    }

    async fn newest(
        &self,
        ids: &[String],
        condition: &str,
        limit: usize,
    ) -> Result<Vec<RawRecord>, LakeError> {
        let mut found = Vec::new();
        if ids.is_empty() {
            return Ok(found);
        }
        let ids = list(ids);
        let mut pages = self
            .raw_where(&format!(
                "{ID} IN ({ids}) AND {condition} ORDER BY fetched DESC, key LIMIT {limit}"
            ))
            .await?;
        while let Some(page) = pages.next().await? {
            found.extend(page);
        }
        Ok(found)
    }
}
