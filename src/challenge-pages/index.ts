// Pages of the console about challenges: their policies and types, and the page on which people register.
import type { Page } from "../web/page";
import { activateChallengePolicyPage } from "./policies/activate";
import { deleteCombinationPage } from "./policies/combinations/delete";
import { combinationPage, newCombinationPage } from "./policies/combinations/edit";
import { copyChallengePolicyPage } from "./policies/copy";
import { deactivateChallengePolicyPage } from "./policies/deactivate";
import { deleteChallengePolicyPage } from "./policies/delete";
import { editChallengePolicyPage } from "./policies/edit";
import { exportChallengePolicyPage } from "./policies/export";
import { importChallengePoliciesPage } from "./policies/import";
import { challengePoliciesPage } from "./policies/list";
import { deleteChallengeListPage } from "./policies/lists/delete";
import { challengeListPage, newChallengeListPage } from "./policies/lists/edit";
import { challengeListsPage } from "./policies/lists/list";
import { newChallengePolicyPage } from "./policies/new";
import { challengePolicyPage } from "./policies/one";
import { addConditionPage, conditionPage } from "./policies/rules/condition";
import { deleteConditionPage, deleteRulePage } from "./policies/rules/delete";
import { newRulePage } from "./policies/rules/new";
import { rulePage } from "./policies/rules/one";
import { editPolicySetPage } from "./policies/sets/edit";
import { policySetsPage } from "./policies/sets/list";
import { policySetPage } from "./policies/sets/one";
import { policySetOverridePages } from "./policies/sets/overrides";
import { tryPoliciesPage } from "./policies/try";
import { deleteFieldPage } from "./registration/delete";
import { registrationPage } from "./registration/list";
import { newFieldPage } from "./registration/new";
import { fieldPage } from "./registration/one";
import { registrationPreviewPage } from "./registration/preview";
import { challengeTypesPage } from "./types/list";
import { challengeTypePage } from "./types/one";

export const challengePages: readonly Page[] = [
	challengePoliciesPage,
	newChallengePolicyPage,
	tryPoliciesPage,
	importChallengePoliciesPage,
	challengeListsPage,
	newChallengeListPage,
	challengeListPage,
	deleteChallengeListPage,
	policySetsPage,
	policySetPage,
	editPolicySetPage,
	...policySetOverridePages,
	challengePolicyPage,
	editChallengePolicyPage,
	copyChallengePolicyPage,
	exportChallengePolicyPage,
	activateChallengePolicyPage,
	deactivateChallengePolicyPage,
	deleteChallengePolicyPage,
	newRulePage,
	rulePage,
	deleteRulePage,
	addConditionPage,
	conditionPage,
	deleteConditionPage,
	newCombinationPage,
	combinationPage,
	deleteCombinationPage,
	challengeTypesPage,
	challengeTypePage,
	registrationPage,
	newFieldPage,
	registrationPreviewPage,
	fieldPage,
	deleteFieldPage,
];
