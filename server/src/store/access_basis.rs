//! The access basis in one query: token, grant, client, consent in force, and the delegation of a caregiver who gave
//! it.

use std::{fmt::Write, sync::LazyLock};

use domain::decision::AccessBasis;
use sea_orm::{ConnectionTrait, FromQueryResult, IdenStatic, Iterable, Statement};

use super::{
    Reader, clients, consents, delegations,
    entity::{access_token, client, consent, consent_grant, delegation},
    error::StoreError,
    grants, tokens,
};
use crate::secret::Digest;

/// Lookups by key, the last one only for what a caregiver gave; both databases read `$1`.
static QUESTION: LazyLock<String> = LazyLock::new(|| {
    let mut columns = String::new();
    name_columns::<access_token::Column>(&mut columns, 't');
    name_columns::<consent_grant::Column>(&mut columns, 'g');
    name_columns::<consent::Column>(&mut columns, 'c');
    name_columns::<client::Column>(&mut columns, 'a');
    name_columns::<delegation::Column>(&mut columns, 'd');
    format!(
        "select {} from access_token t \
         join consent_grant g on g.id = t.consent_grant \
         join consent c on c.id = g.consent and c.state <> 'superseded' \
         join client a on a.id = g.client \
         left join delegation d on d.id = c.delegation \
         where t.digest = $1",
        columns.trim_end_matches(", ")
    )
});

fn name_columns<C: Iterable + IdenStatic>(into: &mut String, table: char) {
    for column in C::iter() {
        let name = column.as_str();
        write!(into, "{table}.\"{name}\" as \"{table}_{name}\", ")
            .expect("writing to a string cannot fail");
    }
}

impl Reader {
    /// Returns what an access token rests on, live or not, as it is now; `None` if no such token was issued.
    pub async fn access_basis(&self, token: &Digest) -> Result<Option<AccessBasis>, StoreError> {
        let statement = Statement::from_sql_and_values(
            self.0.get_database_backend(),
            QUESTION.as_str(),
            [token.as_bytes().to_vec().into()],
        );
        let Some(row) = self.0.query_one_raw(statement).await? else {
            return Ok(None);
        };
        Ok(Some(AccessBasis {
            token: tokens::access(access_token::Model::from_query_result(&row, "t_")?)?,
            grant: grants::grant(consent_grant::Model::from_query_result(&row, "g_")?)?,
            consent: consents::consent(consent::Model::from_query_result(&row, "c_")?)?,
            client: clients::client(client::Model::from_query_result(&row, "a_")?)?,
            delegation: delegation::Model::from_query_result_optional(&row, "d_")?
                .map(delegations::delegation)
                .transpose()?,
        }))
    }
}
