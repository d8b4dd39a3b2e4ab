// What is said and shown in Japanese of questions, recovery codes and phrases. PURE.
import type { OwnedWords } from "./en";

export const japanese: OwnedWords = {
	questions: {
		disliked_food: "子どものころ、どうしても食べられなかった料理は何ですか。",
		name_of_first_plush_toy: "初めて持ったぬいぐるみの名前は何ですか。",
		first_award: "初めてもらった賞は何の賞ですか。",
		favorite_security_question: "いちばん好きな「秘密の質問」は何ですか。",
		favorite_toy: "子どものころ、いちばんよく遊んだおもちゃは何ですか。",
		first_computer_game: "初めて遊んだコンピューターゲームは何ですか。",
		favorite_movie_quote: "いちばんよく口にする映画のせりふは何ですか。",
		first_sports_team_mascot: "初めて入ったスポーツチームのマスコットは何ですか。",
		first_music_purchase: "初めて買ったレコードまたは曲は何ですか。",
		favorite_art_piece: "いちばん好きな美術作品は何ですか。",
		grandmother_favorite_desert: "おばあさんの好きなデザートは何でしたか。",
		first_thing_cooked: "初めて作れるようになった料理は何ですか。",
		childhood_dream_job: "子どものころ、なりたかった職業は何ですか。",
		place_where_significant_other_was_met: "パートナーと出会った場所はどこですか。",
		favorite_vacation_location: "いちばん楽しかった休暇の行き先はどこですか。",
		new_years_two_thousand: "2000 年の始まりをどこで迎えましたか。",
		favorite_speaker_actor: "いちばん尊敬する俳優または講演者は誰ですか。",
		favorite_book_movie_character: "本や映画の登場人物で、いちばん親しみを感じるのは誰ですか。",
		favorite_sports_player: "いちばん尊敬するスポーツ選手は誰ですか。",
	},
	phrase: {
		adjectives: [
			"青い 赤い 明るい 新しい 甘い おいしい 大きな かわいい 黄色い 黒い 静かな 白い 涼しい",
			"小さな 強い 長い なつかしい にぎやかな 眠い のどかな 早い 低い 広い 深い 古い 丸い 短い",
			"やさしい ゆかいな 若い",
		].flatMap((line) => line.split(" ")),
		nouns: [
			"雨傘 石橋 海辺 鉛筆 落ち葉 風鈴 かぼちゃ 切手 くじら こおろぎ 桜 しおり 砂時計 太鼓 竹林",
			"灯台 時計 とんぼ 波 人参 花火 ひまわり ふくろう 望遠鏡 毛布 山道 雪だるま 落花生 りんご",
			"若葉",
		].flatMap((line) => line.split(" ")),
		join: (adjective, noun) => adjective + noun,
	},
};
