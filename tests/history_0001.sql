BEGIN TRANSACTION;
CREATE TABLE aa_agents (
	name VARCHAR(200) NOT NULL, 
	"on" BOOLEAN, 
	uses INTEGER NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "aa_agents" VALUES('data_viz_agent',NULL,1);
INSERT INTO "aa_agents" VALUES('preprocessing_agent',NULL,1);
INSERT INTO "aa_agents" VALUES('statistical_analytics_agent',NULL,2);
INSERT INTO "aa_agents" VALUES('polars_agent',1,0);
CREATE TABLE aa_cells (
	run_id VARCHAR(64) NOT NULL, 
	position INTEGER NOT NULL, 
	cell_type VARCHAR(16) NOT NULL, 
	source TEXT NOT NULL, 
	info JSON NOT NULL, 
	PRIMARY KEY (run_id, position), 
	FOREIGN KEY(run_id) REFERENCES aa_runs (id) ON DELETE CASCADE
);
INSERT INTO "aa_cells" VALUES('3f6c1e0a9b5d4c7e8f10213243546576',0,'markdown','Growth of each **region** in 2024, and whether the regions differ.','{"aa_magics": {"step": "s1", "agent": "preprocessing_agent", "source_hash": "2151a211"}}');
INSERT INTO "aa_cells" VALUES('3f6c1e0a9b5d4c7e8f10213243546576',1,'code','sales_2024 = sales[sales["date"].dt.year == 2024]','{"aa_magics": {"step": "s1", "agent": "preprocessing_agent", "source_hash": "2f24bdc9"}}');
INSERT INTO "aa_cells" VALUES('3f6c1e0a9b5d4c7e8f10213243546576',2,'code','from scipy import stats

# One-way ANOVA: do the means differ between regions?
groups = [group["growth_pct"].dropna() for _, group in sales_2024.groupby("region", observed=True)]
stats.f_oneway(*groups)','{"aa_magics": {"step": "s2", "agent": "statistical_analytics_agent", "source_hash": "a5313c4b"}}');
INSERT INTO "aa_cells" VALUES('3f6c1e0a9b5d4c7e8f10213243546576',3,'code','import plotly.express as px

means = sales_2024.groupby("region", observed=True, as_index=False)["growth_pct"].mean()
px.bar(means, x="region", y="growth_pct", labels={"growth_pct": "mean of growth_pct"})','{"aa_magics": {"step": "s3", "agent": "data_viz_agent", "source_hash": "5c61e3db"}}');
INSERT INTO "aa_cells" VALUES('r1',0,'markdown','Mean of **price**','{"aa_magics": {"step": "s1", "agent": "statistical_analytics_agent", "source_hash": "0badcafe"}}');
INSERT INTO "aa_cells" VALUES('r1',1,'code','sales.groupby("region")["price"].mean()','{"aa_magics": {"step": "s1", "agent": "statistical_analytics_agent", "source_hash": "0badcafe"}}');
CREATE TABLE aa_runs (
	id VARCHAR(64) NOT NULL, 
	goal TEXT NOT NULL, 
	frames JSON NOT NULL, 
	agents JSON NOT NULL, 
	engine TEXT NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	started DATETIME NOT NULL, 
	seconds DOUBLE NOT NULL, 
	notebook TEXT, 
	"plan" JSON, 
	failure JSON, 
	owner_host TEXT NOT NULL, 
	owner_pid INTEGER NOT NULL, 
	owner_started DOUBLE NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "aa_runs" VALUES('3f6c1e0a9b5d4c7e8f10213243546576','Which region grew fastest in 2024, and is the difference significant? Plot it.','["sales"]','[]','offline','done','2026-11-22 18:04:11.250000',0.42,'/home/ada/analysis/sales.ipynb','{"frames": [{"name": "sales", "rows": 12480, "columns": 9, "why": "the goal names its column region"}], "unused": ["fastest"], "assumptions": ["growth stands for the column growth_pct"]}',NULL,'ada''s laptop',4711,1700000000.0,'which region grew fastest in 2024, and is the difference significant? plot it.
/home/ada/analysis/sales.ipynb
data_viz_agent
preprocessing_agent
statistical_analytics_agent
sales_2024 = sales[sales["date"].dt.year == 2024]
from scipy import stats

# one-way anova: do the means differ between regions?
groups = [group["growth_pct"].dropna() for _, group in sales_2024.groupby("region", observed=true)]
stats.f_oneway(*groups)
import plotly.express as px

means = sales_2024.groupby("region", observed=true, as_index=false)["growth_pct"].mean()
px.bar(means, x="region", y="growth_pct", labels={"growth_pct": "mean of growth_pct"})');
INSERT INTO "aa_runs" VALUES('r1','mean of price by region','["sales"]','[]','offline','done','2026-01-01 12:00:00.000001',0.25,'/home/ada/sales.ipynb','{"frames": [{"name": "sales", "rows": 3, "columns": 2, "why": "it is the only one"}], "unused": [], "assumptions": []}',NULL,'ada''s laptop',4711,1700000000.0,'mean of price by region
/home/ada/sales.ipynb
statistical_analytics_agent
sales.groupby("region")["price"].mean()');
INSERT INTO "aa_runs" VALUES('killed','mean of price by region','["sales"]','[]','offline','running','2026-01-01 12:00:00.000001',0.0,'/home/ada/sales.ipynb',NULL,NULL,'ada''s laptop',4711,1700000000.0,'mean of price by region
/home/ada/sales.ipynb');
CREATE TABLE aa_steps (
	run_id VARCHAR(64) NOT NULL, 
	position INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	agent TEXT NOT NULL, 
	task TEXT NOT NULL, 
	recipe TEXT, 
	params JSON NOT NULL, 
	uses JSON NOT NULL, 
	creates JSON NOT NULL, 
	words JSON NOT NULL, 
	PRIMARY KEY (run_id, position), 
	FOREIGN KEY(run_id) REFERENCES aa_runs (id) ON DELETE CASCADE
);
INSERT INTO "aa_steps" VALUES('3f6c1e0a9b5d4c7e8f10213243546576',0,'s1','preprocessing_agent','Keep the rows of sales whose date is in 2024','filter_rows','{"where": {"tests": [{"column": "date", "comparison": "==", "value": 2024, "part": "year"}]}}','["sales"]','["sales_2024"]','["2024"]');
INSERT INTO "aa_steps" VALUES('3f6c1e0a9b5d4c7e8f10213243546576',1,'s2','statistical_analytics_agent','Compare growth between the values of region (ANOVA)','anova','{"value": "growth", "by": "region"}','["sales_2024"]','[]','["difference", "significant"]');
INSERT INTO "aa_steps" VALUES('3f6c1e0a9b5d4c7e8f10213243546576',2,'s3','data_viz_agent','Bar chart of mean growth by region','bar_of_means','{"value": "growth", "by": "region"}','["sales_2024"]','[]','["plot"]');
INSERT INTO "aa_steps" VALUES('r1',0,'s1','statistical_analytics_agent','Mean of price','group_means','{"value": "price"}','[]','[]','[]');
CREATE TABLE aa_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT aa_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "aa_version" VALUES('0001');
CREATE INDEX aa_runs_started ON aa_runs (started, id);
COMMIT;
