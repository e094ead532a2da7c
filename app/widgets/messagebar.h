// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/widgets/colours.h"

#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

namespace Portlight::App
{

class IconLabel;

/// A message within the page: what, why, and one way on. Raw words of tools stay behind "Details".
/// Newest wins; nothing is reserved while there is no message. Announced to screen readers.
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    enum class Kind { Information, Positive, Warning, Error };

    explicit MessageBar(QWidget *parent = nullptr);

    void showMessage(Kind kind, const QString &text, const QString &details = {});
    /// The way on; one button, gone with the message.
    void setAction(const QString &label, const std::function<void()> &action);
    void clear();
    Kind kind() const;
    QString text() const;

Q_SIGNALS:
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Kind m_kind = Kind::Information;
    IconLabel *m_icon;
    QLabel *m_text;
    QLabel *m_details;
    QToolButton *m_detailsButton;
    QPushButton *m_action;
    QToolButton *m_close;
};

} // namespace Portlight::App
