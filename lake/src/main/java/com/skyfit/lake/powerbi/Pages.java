package com.skyfit.lake.powerbi;

import com.skyfit.lake.powerbi.PageDraft.Named;
import com.skyfit.lake.powerbi.report.Content.Chart.Shape;
import com.skyfit.lake.powerbi.report.Page;
import com.skyfit.lake.powerbi.star.Star;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The pages of the report that is useful at once. They name metrics and columns of the shipped star; what a project has not is not shown. */
final class Pages {

    private static final String DEALS = "fact_deal";
    private static final String ACTIVITIES = "fact_activity";
    private static final String TICKETS = "fact_ticket";

    private static final Named YEAR = new Named(Star.CALENDAR, "year");
    private static final Named MONTH = new Named(Star.CALENDAR, "year_month");
    private static final Named ACCOUNT = new Named(Star.ACCOUNTS, "scope");
    private static final Named CURRENCY = new Named(DEALS, "currency");
    private static final Named PIPELINE = new Named("dim_pd_stage", "pipeline_name");
    private static final Named STAGE = new Named("dim_pd_stage", "stage_name");
    private static final Named SELLER = new Named("dim_pd_user", "name");
    private static final Named GROUP = new Named("dim_zd_group", "name");
    private static final Named AGENT = new Named("dim_zd_user", "assignee_key", "name");

    private final ExportedModel model;
    private final Language language;

    private Pages(ExportedModel model, Language language) {
        this.model = model;
        this.language = language;
    }

    /** The pages that have something to show. */
    static List<Page> of(ExportedModel model, Language language) {
        Pages pages = new Pages(model, language);
        return Stream.of(
                        pages.sales(),
                        pages.pipeline(),
                        pages.sellers(),
                        pages.activities(),
                        pages.support(),
                        pages.backlog(),
                        pages.response(),
                        pages.health())
                .map(PageDraft::page)
                .flatMap(Optional::stream)
                .toList();
    }

    private PageDraft page(String id, String english, String portuguese) {
        return new PageDraft(model, id, language.of(english, portuguese));
    }

    private PageDraft sales() {
        PageDraft page = page("sales", "Sales overview", "Visão geral de vendas");
        return page.slicers(YEAR, ACCOUNT, CURRENCY)
                .cards("won_value", "won_deals", "win_rate", "average_won_value", "sales_cycle_days", "new_deals")
                .row(List.of(
                        page.chart(Shape.COLUMNS, MONTH, "won_value", "lost_value"),
                        page.chart(Shape.LINES, MONTH, "win_rate")))
                .row(List.of(
                        page.chart(Shape.COLUMNS, MONTH, "new_deals", "won_deals", "lost_deals"),
                        page.chart(Shape.BARS, new Named(DEALS, "lost_reason"), "lost_deals")));
    }

    private PageDraft pipeline() {
        PageDraft page = page("pipeline", "Pipeline", "Funil de vendas");
        return page.slicers(PIPELINE, ACCOUNT, CURRENCY)
                .cards("open_value", "open_weighted_value", "open_deals", "rotten_deals", "slipped_deals")
                .row(List.of(
                        page.matrix(List.of(PIPELINE, STAGE), "open_deals", "open_value", "open_weighted_value"),
                        page.chart(Shape.BARS, STAGE, "open_value", "open_weighted_value")))
                .row(List.of(
                        page.chart(Shape.COLUMNS, MONTH, "expected_value"),
                        page.chart(Shape.BARS, SELLER, "open_value")));
    }

    private PageDraft sellers() {
        PageDraft page = page("sellers", "Sellers", "Vendedores");
        return page.slicers(YEAR, ACCOUNT, CURRENCY)
                .row(List.of(
                        page.chart(Shape.BARS, SELLER, "won_value"),
                        page.chart(Shape.BARS, SELLER, "win_rate"),
                        page.chart(Shape.BARS, SELLER, "done_activities")))
                .row(List.of(page.grid(
                        List.of(SELLER),
                        "new_deals",
                        "won_deals",
                        "won_value",
                        "win_rate",
                        "average_won_value",
                        "sales_cycle_days",
                        "open_value",
                        "done_activities")));
    }

    private PageDraft activities() {
        PageDraft page = page("activities", "Activities", "Atividades");
        Named type = new Named(ACTIVITIES, "activity_type");
        return page.slicers(YEAR, ACCOUNT, SELLER)
                .cards("done_activities", "overdue_activities", "on_time_share", "activities_per_deal")
                .row(List.of(
                        page.chart(Shape.COLUMNS, MONTH, "done_activities"),
                        page.chart(Shape.BARS, type, "done_activities", "overdue_activities")))
                .row(List.of(
                        page.chart(Shape.BARS, SELLER, "done_activities", "overdue_activities"),
                        page.chart(Shape.LINES, MONTH, "on_time_share")));
    }

    private PageDraft support() {
        PageDraft page = page("support", "Support overview", "Visão geral do suporte");
        return page.slicers(YEAR, ACCOUNT, GROUP)
                .cards(
                        "new_tickets",
                        "solved_tickets",
                        "unsolved_tickets",
                        "first_reply_time_calendar_minutes",
                        "csat_share")
                .row(List.of(
                        page.chart(Shape.COLUMNS, MONTH, "new_tickets", "solved_tickets"),
                        page.chart(Shape.BARS, GROUP, "new_tickets", "solved_tickets")))
                .row(List.of(
                        page.chart(Shape.BARS, new Named(TICKETS, "channel"), "new_tickets"),
                        page.chart(Shape.BARS, AGENT, "solved_tickets")));
    }

    private PageDraft backlog() {
        PageDraft page = page("backlog", "Backlog", "Chamados em aberto");
        return page.slicers(ACCOUNT, GROUP)
                .cards("unsolved_tickets", "unsolved_age_days", "oldest_unsolved_age_days")
                .row(List.of(
                        page.chart(Shape.BARS, GROUP, "unsolved_tickets"),
                        page.chart(Shape.BARS, new Named(TICKETS, "status"), "unsolved_tickets"),
                        page.chart(Shape.BARS, new Named(TICKETS, "priority"), "unsolved_tickets")))
                .row(List.of(
                        page.chart(Shape.COLUMNS, MONTH, "unsolved_tickets"),
                        page.grid(
                                List.of(AGENT), "unsolved_tickets", "unsolved_age_days", "oldest_unsolved_age_days")));
    }

    private PageDraft response() {
        PageDraft page = page("response", "Response", "Tempo de resposta");
        return page.slicers(YEAR, ACCOUNT, GROUP)
                .cards(
                        "first_reply_time_calendar_minutes",
                        "first_reply_time_business_minutes",
                        "full_resolution_calendar_minutes",
                        "requester_wait_time_in_calendar_minutes",
                        "one_touch_share")
                .row(List.of(
                        page.chart(
                                Shape.LINES,
                                MONTH,
                                "first_reply_time_calendar_minutes",
                                "first_reply_time_business_minutes"),
                        page.chart(Shape.LINES, MONTH, "full_resolution_calendar_minutes")))
                .row(List.of(
                        page.chart(Shape.BARS, GROUP, "first_reply_time_calendar_minutes"),
                        page.grid(
                                List.of(AGENT),
                                "solved_tickets",
                                "first_reply_time_calendar_minutes",
                                "full_resolution_calendar_minutes")));
    }

    private PageDraft health() {
        PageDraft page = page("health", "Data health", "Saúde dos dados");
        String freshness = "data_freshness";
        String checks = "data_check";
        return page.slicers(ACCOUNT, new Named(checks, "status"))
                .row(List.of(page.grid(List.of(
                        new Named(checks, "check_name"),
                        new Named(checks, "subject"),
                        new Named(checks, "status"),
                        new Named(checks, "observed"),
                        new Named(checks, "advice"),
                        new Named(checks, "checked_at")))))
                .row(List.of(page.grid(List.of(
                        new Named(freshness, "source"),
                        new Named(freshness, "scope"),
                        new Named(freshness, "entity"),
                        new Named(freshness, "extracted_at"),
                        new Named(freshness, "hours_old"),
                        new Named(freshness, "quarantined_lines")))));
    }
}
