// The security questions that a user can choose from. The keys are Okta's; the texts are ours. PURE.

export const questions = {
	disliked_food: "Which dish did you refuse to eat as a child?",
	name_of_first_plush_toy: "What did you call your first stuffed animal?",
	first_award: "For what did you receive your first award?",
	favorite_security_question: "Which security question do you like best?",
	favorite_toy: "Which toy did you play with most as a child?",
	first_computer_game: "Which computer game did you play first?",
	favorite_movie_quote: "Which line from a film do you quote most?",
	first_sports_team_mascot: "What was the mascot of your first sports team?",
	first_music_purchase: "Which record or song did you buy first?",
	favorite_art_piece: "Which work of art do you love most?",
	grandmother_favorite_desert: "Which dessert did your grandmother like best?",
	first_thing_cooked: "What is the first thing you learned to cook?",
	childhood_dream_job: "What did you want to become as a child?",
	place_where_significant_other_was_met: "Where did you meet your partner?",
	favorite_vacation_location: "Where did you spend your best holiday?",
	new_years_two_thousand: "Where were you when the year 2000 began?",
	favorite_speaker_actor: "Which actor or speaker do you admire most?",
	favorite_book_movie_character: "Which character of a book or film is closest to you?",
	favorite_sports_player: "Which athlete do you admire most?",
} as const;

type QuestionKey = keyof typeof questions;

export const questionKeys = Object.keys(questions) as [QuestionKey, ...QuestionKey[]];
