// Every page of the console about tokens: imports of them, the stock, and moving users to another authenticator.
import type { Page } from "../web/page";
import { importFilePage } from "./imports/file";
import { importsPage } from "./imports/list";
import { moveUsersPage } from "./imports/move";
import { newImportPage } from "./imports/new";
import { importPage } from "./imports/one";
import { cancelImportPage, importProgressPage, importReportPage, startImportPage } from "./imports/steps";
import { inventoryPage } from "./inventory/list";
import { inventoryTokenPage } from "./inventory/one";
import { deleteTokenPage, disableTokenPage, unassignTokenPage } from "./inventory/steps";

export const tokenPages: readonly Page[] = [
	importsPage,
	// Before the page of one: the first that fits counts.
	newImportPage,
	importPage,
	importFilePage,
	startImportPage,
	cancelImportPage,
	importProgressPage,
	importReportPage,
	inventoryPage,
	inventoryTokenPage,
	unassignTokenPage,
	disableTokenPage,
	deleteTokenPage,
	moveUsersPage,
];
