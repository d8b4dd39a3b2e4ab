// House rule about circles: a file never reaches itself over imports. Types count.

/** @returns one sentence per circle: for each import that lies on a circle, the shortest one */
export function circleBreaches(files) {
	const targets = new Map(files.map(({ path, imports }) => [path, imports.map((found) => found.path)]));
	const circles = new Set();
	for (const [path, ownTargets] of targets) {
		for (const target of ownTargets) {
			const way = shortestWay(targets, target, path);
			if (way) circles.add(smallestFirst(way).join(" → "));
		}
	}
	return [...circles].map((circle) => {
		const [first] = circle.split(" → ");
		return `${circle} → ${first}: a circle of imports. Move what these files share into a file of its own.`;
	});
}

/** The files from one to the other, both included; null when no import leads there. */
function shortestWay(targets, from, to) {
	const cameFrom = new Map([[from, undefined]]);
	for (const path of cameFrom.keys()) {
		if (path === to) return wayBack(cameFrom, to);
		for (const target of targets.get(path) ?? []) if (!cameFrom.has(target)) cameFrom.set(target, path);
	}
	return null;
}

function wayBack(cameFrom, to) {
	const way = [];
	for (let path = to; path; path = cameFrom.get(path)) way.unshift(path);
	return way;
}

/** One circle has one spelling: where the search began makes no difference. */
function smallestFirst(circle) {
	const start = circle.indexOf([...circle].sort()[0]);
	return [...circle.slice(start), ...circle.slice(0, start)];
}
