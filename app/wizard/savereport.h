// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

class QWidget;

namespace Portlight::App
{

class MessageBar;
class WizardContext;

/// Asks for a file and writes the report into it: JSON for *.json, else Markdown.
void saveReport(QWidget *parent, const WizardContext &context, MessageBar &message);

} // namespace Portlight::App
