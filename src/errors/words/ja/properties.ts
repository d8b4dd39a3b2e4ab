// Japanese: why a property can't be set like that, and what its writer should know. PURE.
import type { properties as english } from "../en/properties";

export const properties: Record<keyof typeof english, string> = {
	"always-accessible": "パッドは常にアクセシブルなので、この設定では何も変わりません。",
	"begins-with-equals": "値が等号で始まっています。余分な等号かもしれません。",
	"blanks-left-out": "空白を取り除きました。",
	"class-unknown": "このクラスに対応するものがありません。",
	"code-alphabet": "コードには、異なる英数字を 10 から 62 文字指定してください。",
	"doubled-backslash":
		"バックスラッシュが二重になっています。ファイルでは正しい書き方ですが、ここでは 1 つだけ書きます。",
	"expression-atomic": "アトミックグループは使えません: {part}",
	"expression-back-reference": "前のグループは参照できません: {part}",
	"expression-class-in-class": "文字クラスの入れ子や共通部分は使えません: {part}",
	"expression-escape": "この記法は使えません: {part}",
	"expression-flag": "使えるフラグは i、m、s だけです: {part}",
	"expression-look-around": "先読みと後読みは使えません: {part}",
	"expression-octal": "8 進数による文字の指定は使えません: {part}",
	"expression-possessive": "強欲な繰り返しは使えません: {part}",
	"expression-quote-in-class": "文字クラスの中に引用は書けません: {part}",
	"expression-repetition": "繰り返しには、最初の数を必ず書き、1000 以下の数を 1 つか 2 つ指定します: {part}",
	"expression-too-large": "正規表現が大きすぎます。繰り返しや候補を減らしてください。",
	"expression-unreadable": "正規表現として読み取れません。",
	"field-keys": "項目のキーをコンマで区切って入力してください。",
	"html-dropped": "許可されていないため取り除きました: {parts}",
	"property-for-all": "このプロパティの値は、すべての言語で共通です。",
	"property-needs": "次のプロパティを先に、または同じファイルで設定してください: {names}",
	"property-of-one-scope": "このプロパティは全アプリケーションで共通です。default に設定してください。",
	"property-word": "英数字、ピリオド、ハイフン、下線からなる語を 1 つ入力してください。",
	"text-apostrophe": "アポストロフィは 2 つ続けて書きます ({position} 文字目)。",
	"text-brace": "波括弧で囲めるのは番号だけです。文字として書くには引用します ({position} 文字目)。",
	"text-placeholder": "{placeholder} はこの文では使えません。",
	"text-quote": "引用が閉じていません ({position} 文字目)。",
};
