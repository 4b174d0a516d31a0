"""Where each node of a graph stands: in layers from left to right,
as few crossings and as straight as can be.

Sugiyama's method for layered drawings (1981) in its four parts: layers (NetworkX), long edges cut into
pieces, one for each layer they cross, order in a layer by barycentres, heights by bounded least squares
(SciPy). A graph with more layers than fit into the width of a notebook goes on in a second band, as a
line of text does; what comes over from an earlier band is repeated there as a *ghost*.
"""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np

from course.graph.structure import Structure

COLUMNS = 8
"""Layers that fit beside each other."""
SWEEPS = 8


@dataclass(frozen=True)
class Band:
    """One line of the drawing.

    `places` maps a spot to (column, height), heights counting downwards from 0. A spot is a node's
    number, the same number negative for its ghost, or (number, column) where an edge from that node
    only passes. `routes` maps (source's number, target's number) to the spots the edge runs through,
    ends included.
    """

    places: dict[Hashable, tuple[float, float]]
    routes: dict[tuple[int, int], list[Hashable]]
    columns: int
    height: float


def bands(graph: Structure) -> list[Band]:
    """The drawing of a graph, from the first band to the last."""
    layer = _layers(graph)
    count = max(layer.values()) + 1
    number = max(1, math.ceil((count - 1) / (COLUMNS - 1)))
    size = math.ceil(count / number)
    band = {node: at // size for node, at in layer.items()}
    for edge in reversed(graph.edges):  # a leaf belongs to its first use, even across the break
        if graph[edge.source].is_leaf:
            band[edge.source] = min(band[one.target] for one in graph.out_of(graph[edge.source]))
    return [_band(graph, layer, band, which) for which in range(max(band.values()) + 1)]


def _layers(graph: Structure) -> dict[int, int]:
    """The layer of each node, counted from 0: as far right as its first use allows,
    so that edges are short."""
    import networkx as nx

    backwards = nx.DiGraph()
    backwards.add_nodes_from(node.number for node in graph.nodes)
    backwards.add_edges_from((edge.target, edge.source) for edge in graph.edges)
    generations = list(nx.topological_generations(backwards))
    return {number: len(generations) - 1 - depth for depth, numbers in enumerate(generations)
            for number in sorted(numbers)}


def _band(graph: Structure, layer: dict[int, int], band: dict[int, int], which: int) -> Band:
    import networkx as nx

    inside = [edge for edge in graph.edges if band[edge.target] == which]
    column = {number: at for number, at in layer.items() if band[number] == which}
    for edge in inside:  # a ghost stands just before its first use in this band
        if band[edge.source] < which:
            column[-edge.source] = min(column.get(-edge.source, layer[edge.target]), layer[edge.target] - 1)
    pieces, backwards, routes = nx.DiGraph(), nx.DiGraph(), {}
    pieces.add_nodes_from(sorted(column))
    starts = {edge.source for edge in inside}
    backwards.add_nodes_from(sorted(column, key=lambda number: (number in starts, number)))
    for edge in inside:
        start = edge.source if edge.source in column else -edge.source
        between = [(edge.source, at) for at in range(column[start] + 1, column[edge.target])]
        column |= {spot: spot[1] for spot in between}
        routes[edge.source, edge.target] = route = [start, *between, edge.target]
        nx.add_path(pieces, route)
        nx.add_path(backwards, route[::-1])
    left = min(column.values())
    layers: list[list[Hashable]] = [[] for _ in range(max(column.values()) - left + 1)]
    for spot in nx.dfs_preorder_nodes(backwards):
        layers[column[spot] - left].append(spot)  # first guess: the order in which the formula is read
    layers = _with_few_crossings(layers, pieces)
    heights = _heights(layers, pieces, {spot for spot in column if _is_leaf(graph, spot)})
    places = {spot: (float(at), heights[spot]) for at, spots in enumerate(layers) for spot in spots}
    return Band(places, routes, len(layers), max(heights.values(), default=0.0))


def _with_few_crossings(layers: list[list[Hashable]], pieces: Any) -> list[list[Hashable]]:
    """Order each layer by the mean place of its neighbours, sweeping to and fro; the best order seen wins."""
    best, fewest = layers, _crossings(layers, pieces)
    for sweep in range(SWEEPS):
        forwards = sweep % 2 == 1
        neighbours = pieces.predecessors if forwards else pieces.successors
        layers = [list(spots) for spots in layers]
        steps = range(1, len(layers)) if forwards else range(len(layers) - 2, -1, -1)
        for at in steps:
            place = {spot: number for number, spot in enumerate(layers[at - 1 if forwards else at + 1])}
            mean = {spot: np.mean([place[one] for one in neighbours(spot)] or [own])
                    for own, spot in enumerate(layers[at])}
            layers[at].sort(key=mean.__getitem__)
        crossings = _crossings(layers, pieces)
        if crossings < fewest:
            best, fewest = layers, crossings
    return best


def _crossings(layers: list[list[Hashable]], pieces: Any) -> int:
    count = 0
    for left, right in zip(layers, layers[1:], strict=False):
        place = {spot: number for number, spot in enumerate(right)}
        ends = [sorted(place[one] for one in pieces.successors(spot)) for spot in left]
        count += sum(low > high for above, ends_above in enumerate(ends) for ends_below in ends[above + 1:]
                     for low in ends_above for high in ends_below)
    return count


def _is_leaf(graph: Structure, spot: Hashable) -> bool:
    return isinstance(spot, int) and graph[abs(spot)].is_leaf


def _heights(layers: list[list[Hashable]], pieces: Any, leaves: set[Hashable]) -> dict[Hashable, float]:
    """Heights that make the edges as level as possible (least squares)
    while neighbours in a layer keep their distance.

    Edges between operations count more than edges from leaves: what flows through the graph runs straight.
    The unknowns are the height of each layer's first spot and the gaps below it; only gaps are bounded.
    """
    from scipy.optimize import lsq_linear

    spots = [spot for layer in layers for spot in layer]
    column = {spot: number for number, spot in enumerate(spots)}
    to_height, low = np.zeros((len(spots), len(spots))), np.full(len(spots), -np.inf)
    for layer in layers:
        for number, spot in enumerate(layer):
            to_height[column[spot], [column[above] for above in layer[:number + 1]]] = 1
            if number:
                passing = isinstance(spot, tuple) + isinstance(layer[number - 1], tuple)
                low[column[spot]] = (1.0, 0.75, 0.5)[passing]
    rows = [np.full(len(spots), 1e-3) @ to_height]  # the whole drawing may slide: hold its middle at 0
    for source, target in pieces.edges:
        passing = isinstance(source, tuple) + isinstance(target, tuple)
        weight = 0.3 if source in leaves else (1.0, 2.0, 4.0)[passing]
        rows.append(weight * (to_height[column[source]] - to_height[column[target]]))
    found = lsq_linear(np.array(rows), np.zeros(len(rows)), bounds=(low, np.inf),
                       method="bvls" if len(spots) > 1 else "trf").x
    heights = to_height @ found
    return {spot: round(float(heights[column[spot]] - heights.min()), 3) for spot in spots}
