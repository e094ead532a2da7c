// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QTabWidget>

class QLabel;
class QPlainTextEdit;

namespace Portlight::App
{

class RuleModel;

/// What a selected rule means and how it is written.
class RuleDetails : public QTabWidget
{
    Q_OBJECT

public:
    explicit RuleDetails(QWidget *parent = nullptr);
    /// Row -1 clears.
    void showRule(const RuleModel &model, int row);

private:
    QLabel *m_sentence;
    QLabel *m_parts;
    QLabel *m_counted;
    QPlainTextEdit *m_command;
};

} // namespace Portlight::App
