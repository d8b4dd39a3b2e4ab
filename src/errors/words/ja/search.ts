// Japanese: why a search, a filter or a cursor can't be used. PURE.
import type { search as english } from "../en/search";

export const search: Record<keyof typeof english, string> = {
	"cursor-foreign": "この一覧のリンクにあるカーソルではありません。",
	"filter-and-search": "フィルターと検索は、どちらか一方だけ指定してください。",
	"filter-comparison": "「{field}」では、この「{operator}」の比較は使えません。",
	"filter-field": "「{field}」という項目では絞り込めません。",
	"filter-number": "数値が大きすぎます。",
	"filter-too-complex": "フィルターに使える比較は {maximum} 個までです。",
	"filter-too-long": "フィルターは {maximum} 文字以内で入力してください。",
	"filter-unreadable": "SCIM のフィルターとして読めないか、かっこの入れ子が {depth} 段を超えています。",
	"filter-value-path": "値パス ([ ]) は使えません。",
	"keyword-too-long": "キーワードは {maximum} 文字以内で入力してください。",
	"keywords-too-many": "キーワードは {maximum} 個までです。",
	"log-cursor-foreign": "この検索のカーソルではありません。ページのリンクをたどってください。",
	"log-moment": "日時は 2030-01-31T12:00:00.000Z、2030-01-31、now-7d のように指定してください。",
	"log-too-old": "ログを検索できるのは 180 日前までです。",
	"search-ends-early": "検索の終わりが始まりより前になっています。",
};
