"""What rows have in common without a target: clusters, principal components, anomalies."""

from typing import Any

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Frame, Numbers, Table

CLUSTER = ("cluster", "clusters", "cluster by", "clusters of", "clusters by", "segment", "segments", "segment by")
COLUMNS: dict[str, Any] = {"rows": 20, "filled": ("columns",), "text_labels": True, "distinct": {"columns": (3, None)}}


@recipe(*CLUSTER, "how many clusters", "natural groups", "silhouette", **COLUMNS)
def best_k_means(df: Frame, columns: Numbers) -> Table:
    """Clusters of rows by {columns}, as many as have the largest silhouette.

    The silhouette compares the distance to the own cluster with that to the next (Rousseeuw 1987, Journal of
    Computational and Applied Mathematics 20:53).
    """
    import pandas as pd
    from sklearn.cluster import KMeans
    from sklearn.impute import SimpleImputer
    from sklearn.metrics import silhouette_score
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    numbers = df[columns]
    scaled = make_pipeline(SimpleImputer(strategy="median"), StandardScaler()).fit_transform(numbers)
    # a silhouette takes the distance of every pair, so up to 2,000 different rows are enough
    points = pd.DataFrame(scaled).drop_duplicates()
    sample = points.sample(min(len(points), 2_000), random_state=0)
    candidates = range(2, min(9, len(sample)))
    scores = [silhouette_score(sample, KMeans(k, random_state=0).fit_predict(sample)) for k in candidates]
    score, best = max(zip(scores, candidates, strict=True))
    print(f"{best} clusters: silhouette {score:.3f}, the largest of 2 to {candidates[-1]} clusters")
    groups = numbers.groupby(KMeans(best, n_init=10, random_state=0).fit_predict(scaled))
    return pd.concat([groups.size().rename("rows"), groups.mean()], axis=1).rename_axis("cluster")


@recipe(*CLUSTER, "k-means", "kmeans", "k means", limits={"clusters": (2, 20)}, **COLUMNS)
def k_means(df: Frame, columns: Numbers, clusters: int = 3) -> Table:
    """{clusters} clusters of rows by {columns}."""
    import pandas as pd
    from sklearn.cluster import KMeans
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    numbers = df[columns]
    scaled = make_pipeline(SimpleImputer(strategy="median"), StandardScaler()).fit_transform(numbers)
    model = KMeans(clusters, n_init=10, random_state=0).fit(scaled)
    sizes = pd.Series(model.labels_).value_counts()
    print(f"{len(sizes)} clusters, the largest of {sizes.max():,} rows, the smallest of {sizes.min():,}")
    print(f"{numbers.isna().sum().sum():,} gaps in {len(numbers):,} rows were filled with medians")
    groups = numbers.groupby(model.labels_)
    return pd.concat([groups.size().rename("rows"), groups.mean()], axis=1).rename_axis("cluster")


@recipe("pca", "principal components", "principal component", "dimensions", "reduce", "explained variance", **COLUMNS)
def principal_components(df: Frame, columns: Numbers, n: int = 10) -> Table:
    """The first {n} principal components of {columns}: explained variance and loadings."""
    import pandas as pd
    from sklearn.decomposition import PCA
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    numbers = df[columns]
    scaled = make_pipeline(SimpleImputer(strategy="median"), StandardScaler()).fit_transform(numbers)
    pca = PCA().fit(scaled)
    share = pca.explained_variance_ratio_
    print(f"the first two components explain {share[:2].sum():.1%} of the variance of the scaled columns")
    loadings = pd.DataFrame(pca.components_, columns=numbers.columns)
    table = pd.concat([pd.DataFrame({"explained": share, "cumulative": share.cumsum()}), loadings], axis=1)
    return table.set_axis([f"PC{i}" for i in range(1, len(share) + 1)]).head(n)


@recipe("anomaly", "anomalies", "anomalous", "isolation forest", "odd rows", "strange", makes="anomalies", **COLUMNS)
def anomalies(df: Frame, columns: Numbers, n: int = 10) -> Frame:
    """The {n} rows that are easiest to tell apart by {columns}.

    The score is that of an isolation forest (Liu, Ting and Zhou 2008, ICDM), from 0 to 1.
    """
    import numpy as np
    from sklearn.ensemble import IsolationForest
    from sklearn.impute import SimpleImputer

    missing = df[columns].isna().sum().sum()
    filled = SimpleImputer(strategy="median").fit_transform(df[columns])
    scores = -IsolationForest(random_state=0).fit(filled).score_samples(filled)
    strangest = np.argsort(-scores)[:n]
    print(f"anomaly scores from {scores[strangest].min():.2f} to {scores.max():.2f}, median {np.median(scores):.2f}")
    print(f"{missing:,} missing values filled with the median")
    print(f"{len(df):,} rows before, {len(strangest):,} after")
    return df.iloc[strangest]
