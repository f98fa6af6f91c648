-- A campaign that is younger than the statistics is, to the planner, one without rows; every index that begins with the campaign then looks
-- as good as the right one, and the narrowest was taken: each text that folding asked for read all of the campaign (800 ms a batch at
-- 90,000 posts). Without statistics of this column a campaign is taken for one of two hundred, however young.
alter table post_fold alter column campaign_id set statistics 0;
alter table fold_representative alter column campaign_id set statistics 0;
