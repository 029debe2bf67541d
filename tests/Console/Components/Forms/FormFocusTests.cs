using BackupConsole.Components.Forms;
using BackupConsole.Testing.ComponentHost;

namespace BackupConsole.Tests.Components.Forms;

public sealed class FormFocusTests
{
    private readonly TestScript script = new();

    [Fact]
    public async Task A_drawing_from_before_the_question_moves_nothing()
    {
        await using FormFocus focus = new(script, "js/forms.js");
        focus.MarkDrawn();
        focus.AskField("field-1");
        await focus.FollowAsync();
        Assert.Empty(script.Calls);

        focus.MarkDrawn();
        await focus.FollowAsync();
        await focus.FollowAsync();
        Assert.Equal(["import", "focusField"], script.Calls);
        Assert.Equal(["field-1"], script.Invocations[^1].Arguments);
    }

    [Fact]
    public async Task What_was_drawn_and_not_yet_followed_is_not_forgotten_by_the_next_drawing()
    {
        await using FormFocus focus = new(script, "js/forms.js");
        focus.AskFirstMistake();
        focus.MarkDrawn();
        focus.MarkDrawn();
        await focus.FollowAsync();

        Assert.Equal(["import", "focusFirstMistake"], script.Calls);
    }

    [Fact]
    public async Task The_last_question_wins()
    {
        await using FormFocus focus = new(script, "js/forms.js");
        focus.AskFirstMistake();
        focus.AskHeading();
        focus.MarkDrawn();
        await focus.FollowAsync();

        Assert.Equal(["import", "focusHeading"], script.Calls);
    }
}
