using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.Operator.Jobs;

/// <summary>What containers of a certain sort do when they run.</summary>
internal interface IContainerProgram
{
    /// <summary>Whether this is the program a container runs, by its first argument.</summary>
    bool Runs(RunningContainer container);

    /// <summary>Decides, when the container starts, what it will do.</summary>
    /// <returns>Null when the objects it works for are gone.</returns>
    Script? Write(RunningContainer container);
}

/// <summary>A container about to run.</summary>
/// <param name="Pod">Its pod.</param>
/// <param name="Spec">Its entry in the pod's spec.</param>
/// <param name="Started">When it started.</param>
internal sealed record RunningContainer(JsonObject Pod, JsonObject Spec, DateTimeOffset Started)
{
    /// <summary>Name within the pod.</summary>
    public string Name => Spec.TextOrEmpty("name");

    /// <summary>The first argument, which names the program; empty when there is none.</summary>
    public string Verb => Spec.Texts("args").FirstOrDefault() ?? "";

    /// <summary>The value of <c>--name=value</c> among the arguments; empty when it is not there.</summary>
    public string Argument(string name)
    {
        string start = $"--{name}=";
        return Spec.Texts("args").FirstOrDefault(argument => argument.StartsWith(start, StringComparison.Ordinal))?[start.Length..] ?? "";
    }

    /// <summary>Number of the pod among those of an indexed Job; 0 for others.</summary>
    public int Index => int.TryParse(Pod.Text("metadata", "annotations", "batch.kubernetes.io/job-completion-index"), out int index) ? index : 0;
}
