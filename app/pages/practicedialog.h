// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QDialog>

class QComboBox;
class QLabel;
class QListWidget;

namespace Portlight::App
{

/// Picks a practice story.
class PracticeDialog : public QDialog
{
    Q_OBJECT

public:
    explicit PracticeDialog(QWidget *parent = nullptr);
    QString story() const;
    QString backend() const;

private:
    QListWidget *m_stories;
    QLabel *m_text;
    QComboBox *m_backend;
};

} // namespace Portlight::App
