// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace Portlight::App
{

class IconLabel;

/// What stands where nothing can be shown: why, and one way on.
class PlaceholderView : public QWidget
{
    Q_OBJECT

public:
    explicit PlaceholderView(QWidget *parent = nullptr);

    /// An empty `action` hides the button.
    void setContent(const QString &iconName, const QString &title, const QString &text,
                    const QString &action = {});
    /// For cards: smaller, at the top.
    void setCompact(bool compact);

Q_SIGNALS:
    void actionTriggered();

private:
    IconLabel *m_icon;
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_action;
};

} // namespace Portlight::App
