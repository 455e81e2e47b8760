//! How much may an app ask of the FHIR API? Counted on each node, in memory: a read must not cost a write.

use std::{num::NonZeroU32, sync::Arc};

use chrono::TimeDelta;
use domain::{
    Timestamp,
    ids::{ClientId, GrantId},
};

use super::buckets::{Buckets, Rate};

/// The rate limits of apps.
#[derive(Clone, Debug)]
pub struct AppLimits {
    grants: Arc<Buckets<GrantId>>,
    clients: Arc<Buckets<ClientId>>,
    per_second: NonZeroU32,
}

impl AppLimits {
    /// What a grant that was quiet may ask at once, in seconds of its rate.
    const BURST: u32 = 10;
    /// How many grants of one client may ask as much as they can at the same time.
    const GRANTS: u32 = 20;

    /// Limits each grant to so many requests a second, in the long run.
    pub fn new(per_second: NonZeroU32) -> Self {
        Self {
            grants: Arc::default(),
            clients: Arc::default(),
            per_second,
        }
    }

    /// Takes a request that costs as much as `cost` small ones.
    ///
    /// # Errors
    /// How long the app must wait.
    pub fn take(
        &self,
        client: &ClientId,
        grant: GrantId,
        cost: u32,
        now: Timestamp,
    ) -> Result<(), TimeDelta> {
        let rate = |grants: u32| Rate {
            most: self.per_second.get().saturating_mul(Self::BURST * grants),
            within: TimeDelta::seconds(Self::BURST.into()),
        };
        self.grants.fill(&grant, rate(1), cost, now)?;
        self.clients.fill(client, rate(Self::GRANTS), cost, now)
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_grant_is_limited_by_itself_and_a_client_by_all_of_its_grants() {
        let limits = AppLimits::new(NonZeroU32::new(5).unwrap());
        let now = DateTime::from_timestamp(1_000_000, 0).unwrap();
        let take = |client: &str, grant: u128, cost| {
            let client = ClientId::parse(client).unwrap();
            let grant = GrantId::from_uuid(Uuid::from_u128(grant));
            limits.take(&client, grant, cost, now)
        };
        for _ in 0..50 {
            assert_eq!(take("app", 1, 1), Ok(()));
        }
        assert_eq!(take("app", 1, 1), Err(TimeDelta::milliseconds(200)));
        assert_eq!(take("app", 2, 1), Ok(()));
        for grant in 3..22 {
            assert_eq!(take("app", grant, 50), Ok(()));
        }
        assert!(take("app", 22, 1).is_err());
        assert_eq!(take("other", 22, 50), Ok(()));
    }
}
