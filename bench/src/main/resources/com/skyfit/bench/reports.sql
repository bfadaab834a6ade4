-- What visuals of Power BI send in DirectQuery: nested subselects, inner joins, a group, a limit of a million and one rows.

-- won value by month
select "_"."c0", "_"."a0" from (
    select "rows"."year_month" as "c0", sum("rows"."value") as "a0"
    from (select "o"."value", "i"."year_month", "o"."is_won" from "bi"."fact_deal" "o" inner join "bi"."dim_date" "i" on "o"."won_date_key" = "i"."date_key") "rows"
    where "rows"."is_won" = true group by "year_month"
) "_" where not "_"."a0" is null limit 1000001;

-- won value of this year by account and month
select "rows"."scope", "rows"."year_month", sum("rows"."value") as "a0", count(1) as "a1"
from (select "o"."value", "o"."scope", "i"."year_month", "i"."relative_year" from "bi"."fact_deal" "o" inner join "bi"."dim_date" "i" on "o"."won_date_key" = "i"."date_key") "rows"
where "rows"."relative_year" = 0 group by "scope", "year_month" limit 1000001;

-- open pipeline by stage
select "rows"."stage_name", sum("rows"."weighted_value") as "a0", sum("rows"."value") as "a1", count(1) as "a2"
from (select "o"."weighted_value", "o"."value", "i"."stage_name" from "bi"."fact_deal" "o" inner join "bi"."dim_pd_stage" "i" on "o"."stage_key" = "i"."stage_key" where "o"."is_open" = true) "rows"
group by "stage_name" limit 1000001;

-- ten best sellers of the last twelve months
select "rows"."name", sum("rows"."value") as "a0"
from (
    select "o"."value", "u"."name" from "bi"."fact_deal" "o"
        inner join "bi"."dim_pd_user" "u" on "o"."owner_key" = "u"."user_key"
        inner join "bi"."dim_date" "d" on "o"."won_date_key" = "d"."date_key"
    where "d"."relative_month" between -11 and 0 and "o"."is_won" = true
) "rows" group by "name" order by "a0" desc, "name" limit 10;

-- win rate by seller this month
select "rows"."name", count(1) filter (where "rows"."is_won") as "a0", count(1) as "a1"
from (
    select "o"."is_won", "u"."name" from "bi"."fact_deal" "o"
        inner join "bi"."dim_pd_user" "u" on "o"."owner_key" = "u"."user_key"
        inner join "bi"."dim_date" "d" on "o"."closed_date_key" = "d"."date_key"
    where "d"."relative_month" = 0
) "rows" group by "name" limit 1000001;

-- customers who bought this year
select count(distinct "rows"."person_key") as "a0"
from (select "o"."person_key" from "bi"."fact_deal" "o" inner join "bi"."dim_date" "d" on "o"."won_date_key" = "d"."date_key" where "d"."relative_year" = 0 and "o"."person_key" > 0) "rows" limit 1000001;

-- reasons of lost deals of the quarter
select "rows"."lost_reason", count(1) as "a0", sum("rows"."value") as "a1"
from (select "o"."lost_reason", "o"."value" from "bi"."fact_deal" "o" inner join "bi"."dim_date" "d" on "o"."lost_date_key" = "d"."date_key" where "d"."relative_month" between -2 and 0) "rows"
group by "lost_reason" order by "a0" desc limit 10;

-- days from adding to winning by month
select "rows"."year_month", avg("rows"."days_to_win") as "a0"
from (select "o"."days_to_win", "d"."year_month" from "bi"."fact_deal" "o" inner join "bi"."dim_date" "d" on "o"."won_date_key" = "d"."date_key" where "d"."relative_month" between -11 and 0) "rows"
group by "year_month" limit 1000001;

-- new deals a day of this month
select "rows"."date", count(1) as "a0"
from (select "d"."date" from "bi"."fact_deal" "o" inner join "bi"."dim_date" "d" on "o"."added_date_key" = "d"."date_key" where "d"."relative_month" = 0) "rows" group by "date" limit 1000001;

-- deals of one person
select "rows"."title", "rows"."status", "rows"."value"
from (select "o"."title", "o"."status", "o"."value" from "bi"."fact_deal" "o" inner join "bi"."dim_pd_person" "p" on "o"."person_key" = "p"."person_key" where "p"."person_id" = 4711) "rows" limit 501;

-- expected closings of the next sixty days
select "rows"."date", sum("rows"."weighted_value") as "a0"
from (select "o"."weighted_value", "d"."date" from "bi"."fact_deal" "o" inner join "bi"."dim_date" "d" on "o"."expected_close_date_key" = "d"."date_key" where "d"."relative_day" between 0 and 60 and "o"."is_open" = true) "rows"
group by "date" limit 1000001;

-- cities with the most won value
select "rows"."city", sum("rows"."value") as "a0"
from (select "o"."value", "g"."city" from "bi"."fact_deal" "o" inner join "bi"."dim_pd_organization" "g" on "o"."organization_key" = "g"."organization_key" where "o"."is_won" = true and "o"."organization_key" > 0) "rows"
group by "city" order by "a0" desc limit 10;

-- activities done by seller this week
select "rows"."name", count(1) as "a0"
from (
    select "u"."name" from "bi"."fact_activity" "a"
        inner join "bi"."dim_pd_user" "u" on "a"."owner_key" = "u"."user_key"
        inner join "bi"."dim_date" "d" on "a"."done_date_key" = "d"."date_key"
    where "d"."relative_day" between -6 and 0
) "rows" group by "name" limit 1000001;

-- overdue activities by seller
select "rows"."name", count(1) as "a0"
from (select "u"."name" from "bi"."fact_activity" "a" inner join "bi"."dim_pd_user" "u" on "a"."owner_key" = "u"."user_key" where "a"."is_overdue" = true) "rows"
group by "name" order by "a0" desc limit 20;

-- activities by type and month of the year
select "rows"."activity_type", "rows"."year_month", count(1) as "a0"
from (select "a"."activity_type", "d"."year_month" from "bi"."fact_activity" "a" inner join "bi"."dim_date" "d" on "a"."due_date_key" = "d"."date_key" where "d"."relative_month" between -11 and 0) "rows"
group by "activity_type", "year_month" limit 1000001;

-- activities of one deal
select "rows"."subject", "rows"."activity_type", "rows"."is_done"
from (select "a"."subject", "a"."activity_type", "a"."is_done" from "bi"."fact_activity" "a" where "a"."deal_key" = (select min("deal_key") from "bi"."fact_deal")) "rows" limit 501;

-- tickets created and solved by month
select "rows"."year_month", count(1) as "a0", count(1) filter (where "rows"."is_solved") as "a1"
from (select "t"."is_solved", "d"."year_month" from "bi"."fact_ticket" "t" inner join "bi"."dim_date" "d" on "t"."created_date_key" = "d"."date_key" where "d"."relative_month" between -11 and 0) "rows"
group by "year_month" limit 1000001;

-- first reply by group this quarter
select "rows"."name", avg("rows"."first_reply_minutes") as "a0", count(1) as "a1"
from (
    select "t"."first_reply_minutes", "g"."name" from "bi"."fact_ticket" "t"
        inner join "bi"."dim_zd_group" "g" on "t"."group_key" = "g"."group_key"
        inner join "bi"."dim_date" "d" on "t"."created_date_key" = "d"."date_key"
    where "d"."relative_month" between -2 and 0
) "rows" group by "name" limit 1000001;

-- backlog by group and priority
select "rows"."name", "rows"."priority", count(1) as "a0"
from (select "g"."name", "t"."priority" from "bi"."fact_ticket" "t" inner join "bi"."dim_zd_group" "g" on "t"."group_key" = "g"."group_key" where "t"."is_unsolved" = true) "rows"
group by "name", "priority" limit 1000001;

-- share of good ratings by month
select "rows"."year_month", count(1) filter (where "rows"."is_good_rating") as "a0", count(1) filter (where "rows"."is_rated") as "a1"
from (select "t"."is_good_rating", "t"."is_rated", "d"."year_month" from "bi"."fact_ticket" "t" inner join "bi"."dim_date" "d" on "t"."created_date_key" = "d"."date_key" where "d"."relative_month" between -11 and 0) "rows"
group by "year_month" limit 1000001;

-- requesters with the most tickets of the year
select "rows"."name", count(1) as "a0"
from (
    select "u"."name" from "bi"."fact_ticket" "t"
        inner join "bi"."dim_zd_user" "u" on "t"."requester_key" = "u"."user_key"
        inner join "bi"."dim_date" "d" on "t"."created_date_key" = "d"."date_key"
    where "d"."relative_year" = 0
) "rows" group by "name" order by "a0" desc, "name" limit 10;

-- the years that a slicer offers
select "rows"."year" from (select "d"."year" from "bi"."dim_date" "d" where "d"."date_key" > 0) "rows" group by "year" order by "year" limit 101;
