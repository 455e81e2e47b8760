//! Is PostgreSQL believed only with a certificate for its name, by an authority that is known?

use std::{path::PathBuf, time::Duration};

use rcgen::{BasicConstraints, CertificateParams, IsCa, KeyPair};
use sea_orm::ConnectionTrait;
use server::store::Store;
use tempfile::TempDir;
use url::Url;

use crate::support::Database;

/// An authority of our own, and a server that shows a certificate of it for 127.0.0.1 and for no name.
struct SecureServer {
    database: Database,
    folder: TempDir,
}

impl SecureServer {
    async fn start() -> Self {
        let (database, folder) = (Database::postgres().await, tempfile::tempdir().unwrap());
        let (authority, certificate, key) = certificates();
        std::fs::write(folder.path().join("authority.pem"), authority).unwrap();
        std::fs::write(folder.path().join("other.pem"), certificates().0).unwrap();
        let server = Self { database, folder };
        server.write("sayso_test.crt", &certificate).await;
        server.write("sayso_test.key", &key).await;
        server.set("ssl_cert_file = 'sayso_test.crt'").await;
        server.set("ssl_key_file = 'sayso_test.key'").await;
        server.set("ssl = on").await;
        server.reload().await;
        server
    }

    /// Writes a file beside the data of the server, which nobody else may read.
    async fn write(&self, name: &str, text: &str) {
        let lines = format!("select unnest(string_to_array('{}', E'\\n'))", text.trim());
        let program = format!("umask 077; cat > {name}");
        let copy = format!("copy ({lines}) to program '{program}'");
        self.database.execute(&copy).await.unwrap();
    }

    async fn set(&self, setting: &str) {
        let sql = format!("alter system set {setting}");
        self.database.execute(&sql).await.unwrap();
    }

    async fn reload(&self) {
        self.database
            .execute("select pg_reload_conf()")
            .await
            .unwrap();
    }

    /// Waits for the settings that were read anew, and says how the connection is made.
    async fn connect(&self, host: &str, parameters: &str) -> Result<String, String> {
        let mut url = Url::parse(self.database.owner_url()).unwrap();
        url.set_host(Some(host)).unwrap();
        url.set_query(Some(parameters));
        let store = Store::connect(url.as_str()).await.map_err(|error| {
            let cause = std::error::Error::source(&error).map(ToString::to_string);
            format!("{error}: {}", cause.unwrap_or_default())
        })?;
        store.close().await.unwrap();
        let raw = sea_orm::Database::connect(url.as_str()).await.unwrap();
        let sql =
            "select coalesce(version, 'in clear') from pg_stat_ssl where pid = pg_backend_pid()";
        let row = raw
            .query_one_raw(sea_orm::Statement::from_string(
                sea_orm::DbBackend::Postgres,
                sql,
            ))
            .await;
        let version = row.unwrap().unwrap().try_get_by_index(0).unwrap();
        raw.close().await.unwrap();
        Ok(version)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn verified_by(&self, authority: &str) -> String {
        let file = self.file(authority);
        format!("sslmode=verify-full&sslrootcert={}", file.display())
    }
}

/// An authority's certificate, and one that it signed with its key.
fn certificates() -> (String, String, String) {
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority_key = KeyPair::generate().unwrap();
    let authority = authority.self_signed(&authority_key).unwrap();
    let key = KeyPair::generate().unwrap();
    let server = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    let server = server.signed_by(&key, &authority, &authority_key).unwrap();
    (authority.pem(), server.pem(), key.serialize_pem())
}

mod on_postgresql {
    use super::*;

    #[tokio::test]
    async fn a_wrong_name_and_an_unknown_authority_are_refused() {
        let server = SecureServer::start().await;
        let known = server.verified_by("authority.pem");
        let mut connected = server.connect("127.0.0.1", &known).await;
        // The server reads its settings when its main process comes to it.
        for _ in 0..50 {
            if connected.is_ok() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
            connected = server.connect("127.0.0.1", &known).await;
        }
        assert!(connected.unwrap().starts_with("TLS"));
        for (host, parameters, cause) in [
            ("localhost", known, "not valid for name"),
            (
                "127.0.0.1",
                server.verified_by("other.pem"),
                "invalid peer certificate",
            ),
            (
                "127.0.0.1",
                "sslmode=verify-full".to_owned(),
                "invalid peer certificate",
            ),
        ] {
            let refused = server.connect(host, &parameters).await.unwrap_err();
            assert!(refused.contains(cause), "{host} {parameters}: {refused}");
        }
        for setting in ["ssl", "ssl_cert_file", "ssl_key_file"] {
            let sql = format!("alter system reset {setting}");
            server.database.execute(&sql).await.unwrap();
        }
        server.reload().await;
    }
}
