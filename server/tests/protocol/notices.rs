//! Who connects an app is told so, once for each connection.

use domain::{name::AppName, notice::NoticeKind};
use server::operations::notices::list_notices::list_notices;

use crate::protocol::story::Story as World;

crate::on_every_database!(a_connected_app_is_told_to_the_one_whose_record_it_is);

async fn a_connected_app_is_told_to_the_one_whose_record_it_is(story: World) {
    let code = story.code().await;
    let tokens = story.exchange(&code).await.tokens();
    story.refresh(&tokens.refresh).await.tokens();
    let listed = list_notices(&story.world.deps, story.person())
        .await
        .unwrap();
    let [told] = &listed.told[..] else {
        unreachable!("one notice")
    };
    assert_eq!((told.kind, told.unread), (NoticeKind::AppConnected, true));
    assert_eq!(told.facts.app, Some(AppName::kept("Sugar Coach")));
    assert_eq!(told.facts.person, None, "she did it herself");
}
