using BackupConsole.Benchmarks;
using BenchmarkDotNet.Running;

// Everything about speed is measured here and nowhere asserted. README.md in this folder has the commands.
switch (args.FirstOrDefault())
{
    case "seed":
        await Seed.RunAsync(Arguments.Parse(args[1..]));
        return 0;
    case "fill":
        await Fill.RunAsync(Arguments.Parse(args[1..]));
        return 0;
    case "page":
        await Page.RunAsync(Arguments.Parse(args[1..]));
        return 0;
    case "sandbox":
        await SandboxStart.RunAsync(Arguments.Parse(args[1..]));
        return 0;
    case "weight":
        await Weight.RunAsync(Arguments.Parse(args[1..]));
        return 0;
    case "micro":
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args[1..]);
        return 0;
    default:
        Console.Error.WriteLine("Usage: seed | fill | page | sandbox | weight [--name value ...], or micro [BenchmarkDotNet arguments]. See tests/Benchmarks/README.md.");
        return 1;
}
