//! The rows of the record tables.

/// One stored resource.
pub mod record {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "record")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub pk: i64,
        pub resource_type: String,
        pub id: String,
        pub patient: Option<String>,
        pub categories: i64,
        pub own_topics: i64,
        pub topics: i64,
        pub classified: bool,
        pub own_classified: bool,
        pub source: Option<String>,
        pub source_version: Option<String>,
        pub source_updated: Option<i64>,
        pub in_error: bool,
        pub date_start: Option<i64>,
        pub date_end: Option<i64>,
        pub last_updated: i64,
        pub status: Option<String>,
        pub title: Option<String>,
        pub digest: String,
        pub body: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A patient's record that was found to be another one.
pub mod merged_patient {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "merged_patient")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub old: String,
        pub kept: String,
        pub merged_at: i64,
        pub source: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A business identifier that such a record had.
pub mod merged_identifier {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "merged_identifier")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub old: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub system: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub value: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// By which lists everything stored is labelled: one row, once it was noted.
pub mod labelling {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "labelling")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i32,
        pub lists: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One code that a record is found by.
pub mod record_token {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "record_token")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub record_pk: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub param: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub system: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub code: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One date that a record is found by, beside the one of what it is about.
pub mod record_date {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "record_date")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub record_pk: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub param: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub date_start: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub date_end: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One record that a record points at, stored or not.
pub mod record_reference {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "record_reference")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub record_pk: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub target_type: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub target_id: String,
        pub passes: i64,
        pub bond: i32,
        pub spans: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One record that staff withdrew.
pub mod withdrawn_record {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "withdrawn_record")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub resource_type: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub withdrawn_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
