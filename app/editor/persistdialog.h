// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/client/helperclient.h"

#include <QDialog>

#include <optional>

class QLabel;
class QListWidget;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace Portlight::App
{

class MessageBar;

/// Makes the running rules survive a restart, as this system does it: shows what would be written
/// and what is left out, writes after a click, and tells the result.
class PersistDialog : public QDialog
{
    Q_OBJECT

public:
    /// `helper` outlives the dialog.
    explicit PersistDialog(HelperClient &helper, QWidget *parent = nullptr);

    bool isSaved() const;

private:
    void readPlan();
    void showPlan(const Core::PersistencePlan &plan);
    void save();
    void takeBack();
    void setWaiting(const QString &text);
    void showError(const Core::Error &error);

    HelperClient &m_helper;
    MessageBar *m_message;
    QLabel *m_way;
    QListWidget *m_files;
    QLabel *m_leftOutLabel;
    QListWidget *m_leftOut;
    QPlainTextEdit *m_commands;
    QLabel *m_wait;
    QProgressBar *m_progress;
    QPushButton *m_save;
    QPushButton *m_undo;
    QPushButton *m_close;
    std::optional<Core::PersistencePlan> m_plan;
    QString m_block; ///< why nothing can be saved; empty: it can
    bool m_saved = false;
};

} // namespace Portlight::App
