// English: why a search, a filter or a cursor can't be used. PURE.

export const search = {
	"cursor-foreign": "This is not a cursor from a link of this list.",
	"filter-and-search": "Give either a filter or a search.",
	"filter-comparison": '"{field}" doesn\'t take this "{operator}" comparison.',
	"filter-field": 'There is no field "{field}" to filter by.',
	"filter-number": "A number is too large.",
	"filter-too-complex": "A filter has at most {maximum} comparisons.",
	"filter-too-long": "A filter has at most {maximum} characters.",
	"filter-unreadable": "It doesn't read as a SCIM filter, or nests deeper than {depth} parentheses.",
	"filter-value-path": "Value paths ([ ]) aren't supported.",
	"keyword-too-long": "A keyword has at most {maximum} characters.",
	"keywords-too-many": "At most {maximum} keywords can be searched for.",
	"log-cursor-foreign": "The cursor doesn't belong to this search. Follow the links of its pages.",
	"log-moment": "A moment is written like 2030-01-31T12:00:00.000Z, 2030-01-31 or now-7d.",
	"log-too-old": "The log can be searched 180 days back at the most.",
	"search-ends-early": "The end of the search lies before its beginning.",
} as const;
