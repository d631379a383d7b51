//! The casebook of the store: each case on a real `SQLite` file and on a real PostgreSQL cluster.

mod backup;
mod cases;
mod documents;
mod fixture;
mod lists;
mod migrations;
mod originals;
mod positions;
mod record;
mod signing_in;

/// Each case as two tests.
macro_rules! on_both {
    ($($module:ident: $($case:ident),+;)+) => {
        mod sqlite {
            $($(#[tokio::test(flavor = "multi_thread")]
            async fn $case() {
                crate::$module::$case(crate::fixture::Place::sqlite()).await;
            })+)+
        }
        mod postgres {
            $($(#[tokio::test(flavor = "multi_thread")]
            async fn $case() {
                crate::$module::$case(crate::fixture::Place::postgres()).await;
            })+)+
        }
    };
}

on_both! {
    backup: a_backup_is_restored_into_either_database,
        a_backup_that_was_cut_or_changed_is_refused;
    cases: what_is_written_is_read_again_by_another_process,
        without_commit_nothing_is_written,
        a_profile_is_replaced_as_a_whole,
        a_kept_registry_becomes_what_is_read_anew,
        lists_are_searched_in_any_script_filtered_and_sorted,
        a_search_replaces_the_hypotheses_of_the_one_before,
        one_program_searches_at_a_time,
        what_dna_can_do_is_listed_for_who_is_looked_for,
        people_are_found_by_name_in_any_script,
        who_has_common_names_only_is_found,
        a_row_of_a_list_is_decided_and_taken_back;
    documents: things_are_read_again_listed_and_found_by_what_they_refer_to,
        words_find_what_they_may,
        a_party_sees_its_own_and_what_is_shared_with_it,
        documents_changed_behind_its_back_are_named,
        what_was_recorded_about_who_is_erased_goes_as_well,
        documents_are_in_a_backup;
    lists: large_lists_are_what_a_plain_reading_gives;
    migrations: a_registry_of_every_earlier_version_is_brought_up_to_date;
    positions: a_map_gets_what_a_plain_reading_gives,
        what_becomes_withheld_or_is_erased_leaves_the_map;
    record: every_change_has_its_leaf,
        a_protected_thing_is_read,
        rows_changed_behind_its_back_are_named,
        who_can_no_longer_be_found_is_named,
        covering_up_is_found,
        dropped_leaves_are_found,
        a_dropped_state_is_found,
        a_log_that_was_cut_or_forked_contradicts_its_checkpoint,
        a_registry_older_than_its_record_is_taken_into_it,
        the_second_of_two_clerks_is_told,
        who_is_erased_is_gone_and_the_record_holds,
        killed_while_writing_nothing_is_lost;
    signing_in: sessions_are_listed_and_ended,
        what_is_typed_is_kept_for_its_account_alone,
        a_link_and_a_code_are_used_once;
}

/// Not a case: the program that a case kills. Does nothing by itself.
mod writer {
    #[tokio::test(flavor = "multi_thread")]
    async fn writes_until_it_is_killed() {
        if let Ok(url) = std::env::var("KINTRACE_TEST_WRITER") {
            let round = std::env::var("KINTRACE_TEST_ROUND").unwrap_or_default();
            crate::record::write_for_ever(&url, &round).await;
        }
    }
}
