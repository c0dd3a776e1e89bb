"""Clusters and principal components as a goal names them, with their number and seed, to answer a closed question.

No goal words call for these recipes; rows with a gap are left out.
"""

from typing import Any

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Frame, Measure, Numbers

CLUSTERS: dict[str, Any] = {"rows": 20, "distinct": {"columns": (3, None)}, "limits": {"clusters": (2, 10)}}
COLUMNS: dict[str, Any] = {"rows": 20, "distinct": {"columns": (3, None)}, "limits": {"columns": (2, 100)}}
ADDED: dict[str, Any] = {**CLUSTERS, "text_labels": True}


@recipe(makes="clusters", **ADDED)
def clustered_rows(df: Frame, columns: Numbers, clusters: int = 3, seed: int = 42) -> Frame:
    """Rows with a column that says in which of {clusters} clusters by {columns} they are."""
    from sklearn.cluster import KMeans

    complete = df.dropna(subset=columns)
    print(f"{len(df):,} rows before, {len(complete):,} after: {len(df) - len(complete):,} had a missing value")
    model = KMeans(n_clusters=clusters, n_init=10, random_state=seed).fit(complete[columns].astype(float))
    return complete.assign(cluster=model.labels_)


@recipe(**ADDED)
def clusters_of(df: Frame, columns: Numbers, clusters: int = 3, seed: int = 42) -> Measure:
    """K-means with {clusters} clusters by {columns}."""
    from sklearn.cluster import KMeans

    complete = df[columns].dropna().astype(float)
    return KMeans(n_clusters=clusters, n_init=10, random_state=seed).fit(complete)


@recipe(**ADDED)
def silhouette_of(df: Frame, columns: Numbers, clusters: int = 3, seed: int = 42) -> Measure:
    """Silhouette score of {clusters} clusters by {columns}."""
    from sklearn.cluster import KMeans
    from sklearn.metrics import silhouette_score

    complete = df[columns].dropna().astype(float)
    labels = KMeans(n_clusters=clusters, n_init=10, random_state=seed).fit_predict(complete)
    return silhouette_score(complete, labels)


@recipe(**COLUMNS, text_labels=True)
def components_of(df: Frame, columns: Numbers) -> Measure:
    """Principal components of {columns} as they are."""
    from sklearn.decomposition import PCA

    return PCA().fit(df[columns].dropna().astype(float))


@recipe(**COLUMNS, text_labels=True)
def scaled_components_of(df: Frame, columns: Numbers) -> Measure:
    """Principal components of {columns}, each standardised."""
    from sklearn.decomposition import PCA
    from sklearn.preprocessing import StandardScaler

    return PCA().fit(StandardScaler().fit_transform(df[columns].dropna().astype(float)))
